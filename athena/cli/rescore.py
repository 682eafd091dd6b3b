"""``python3 -m athena rescore``: judge stored answers again and say what that changes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.domain.evaluation import Evaluation
from athena.parts import opened_rescoring
from athena.services.evaluators import NAMES
from athena.services.rescoring import Rescored

_HEADER = ("session", "no.", "question", "before", "after", "by", "flags")


def main(arguments: list[str]) -> int:
    """Judge the answers of one or all ended interviews and print the changes as a table."""
    options = _parser().parse_args(arguments)
    with opened_rescoring(read_settings(), options.evaluator) as (rescoring, new_evaluator):
        sessions, dry_run = rescoring.ended() if options.all else [options.session], options.dry_run
        found = [
            rescored
            for session_id in sessions
            for rescored in rescoring.rescore(LOCAL, session_id, new_evaluator(session_id), dry_run=dry_run)
        ]
    print(table(found))
    print(summary(found, dry_run=options.dry_run))
    return 0


def table(found: Sequence[Rescored]) -> str:
    """Return the answers with changed evaluations as an aligned table."""
    rows = [_HEADER, *(_row(rescored) for rescored in found if rescored.changed)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def summary(found: Sequence[Rescored], *, dry_run: bool) -> str:
    """Return how many answers were judged, how many changed, and what was written."""
    changed = [rescored for rescored in found if rescored.changed]
    moved = sum(rescored.before is None or _moved(rescored.before, rescored.after) for rescored in changed)
    if dry_run:
        written = "No evaluation was written."
    else:
        written = f"New evaluations written: {len(changed)}; the old ones are kept."
    return f"Answers judged: {len(found)}; scores changed: {moved}. {written}"


def _moved(before: Evaluation, after: Evaluation) -> bool:
    return before.score != after.score


def _row(rescored: Rescored) -> tuple[str, ...]:
    after = rescored.after
    return (
        rescored.session_id,
        str(rescored.number),
        rescored.question_id,
        _score(rescored.before),
        _score(after),
        f"{after.evaluator} {after.evaluator_version}",
        ", ".join(after.flags) or "-",
    )


def _score(evaluation: Evaluation | None) -> str:
    if evaluation is None or evaluation.score is None:
        return "none"
    return f"{evaluation.score:.2f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena rescore", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--session", help="id of one ended interview")
    which.add_argument("--all", action="store_true", help="all ended interviews")
    parser.add_argument("--evaluator", choices=NAMES, default="offline", help="who judges (%(default)s)")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="write no evaluation, only say what would change (what a model costs is kept)",
    )
    return parser
