"""``python3 -m athena erase``: erase everything that is kept of one person, from every table and file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.parts import opened_custody
from athena.services.backups import Backup
from athena.services.erasure import Erasure, Held
from athena.services.table_words import words_of


def main(arguments: list[str]) -> int:
    """Say what is kept of the person, have the ID typed once more, and erase it."""
    options = _parser().parse_args(arguments)
    with opened_custody(read_settings()) as custody:
        held = custody.erasing.held(LOCAL, options.person)
        print("\n".join(shown(held)))
        if options.dry_run:
            print("Nothing was changed.")
            return 0
        confirmed = options.confirm or input(f"This cannot be undone. Type {held.employee_id} to erase: ")
        erasure = custody.erasing.erase(LOCAL, options.person, confirmed)
    print("\n".join(told(erasure)))
    return 0


def shown(held: Held) -> Iterator[str]:
    """Yield what is kept of a person."""
    yield f"Kept of {held.name or 'somebody'} ({held.employee_id}), with {held.interviews} interviews:"
    yield from _counted({words_of(table): number for table, number in held.rows.items()})
    if held.named_in:
        yield "Named in what is kept of others, where a pseudonym will stand:"
        yield from _counted({words_of(table): number for table, number in held.named_in.items()})
    yield from _backups(held.backups)


def told(erasure: Erasure) -> Iterator[str]:
    """Yield what was done, and what cannot be done here."""
    yield f"Erased: {erasure.rows} rows. In the audit log the person is now {erasure.pseudonym}."
    if erasure.mentioned:
        yield "The name or ID is still in texts of others. Look at them and change what is to be changed:"
        yield from _counted(erasure.mentioned)
    yield from _backups(erasure.backups)


def _counted(numbers: Mapping[str, int]) -> Iterator[str]:
    for what, number in numbers.items():
        yield f"  {number:>7,}  {what}"


def _backups(backups: Sequence[Backup]) -> Iterator[str]:
    if backups:
        yield "These backups may hold the person until they go, and are not changed:"
    for one in backups:
        until = f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "somebody removes it"
        yield f"  {one.path}, until {until}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena erase", description=__doc__)
    parser.add_argument("--person", required=True, metavar="ID", help="the person's Employee ID")
    parser.add_argument("--confirm", metavar="ID", help="the ID once more, in place of typing it")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, only say what is kept")
    return parser
