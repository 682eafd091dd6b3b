"""``python3 -m athena retain``: take out what is kept no longer, or only look (the app does it daily)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.domain.retention import Due
from athena.parts import opened_custody
from athena.services.table_words import words_of_due

_HEADER = ("kind", "what", "number", "before (UTC)")


def main(arguments: list[str]) -> int:
    """Print what is due as a table, and take it out unless it is a dry run."""
    options = _parser().parse_args(arguments)
    with opened_custody(read_settings()) as custody:
        retention = custody.retention
        due = retention.due(LOCAL) if options.dry_run else retention.run(LOCAL)
    print(table(due) if due else "Nothing is due.")
    if due:
        print("Nothing was changed." if options.dry_run else "All of this was taken out.")
    return 0


def table(due: Sequence[Due]) -> str:
    """Return what is due as an aligned table."""
    rows = [_HEADER, *(_row(one) for one in due)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(due: Due) -> tuple[str, ...]:
    return (due.kind.value, words_of_due(due), str(due.number), f"{due.before:%Y-%m-%d %H:%M}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena retain", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="change nothing, only say what would go")
    return parser
