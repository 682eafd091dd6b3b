"""Taking in people from a CSV file: a look first, good rows in, bad rows back to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.people import Employee, identity
from athena.domain.people_rows import PeopleSheet, PersonRow, read_people, read_person
from athena.domain.sheets import simplified
from athena.errors import InputError
from athena.services.auditing import Auditing
from athena.services.exporting import ExportFile, Format, export
from athena.services.records import utc_now
from athena.store import people
from athena.store.database import Database, Reader, Transaction
from athena.store.people import Person

__all__ = ["PeopleImport", "PeopleSheet", "Person", "PersonRow", "to_correct"]

TEMPLATE: Final = (
    "Employee ID,Name,Department,Role title,E-mail\r\nE1042,Jo Lee,Data,Analyst,jo@example.org\r\n"
)
"""What a file can look like."""
_PROBLEM = "Problem"


class PeopleImport:
    """Looks at files of people and takes them in. Thread-safe. Raises AccessError where one may not."""

    def __init__(self, database: Database, audit: Auditing, now: Callable[[], datetime] = utc_now) -> None:
        self._database, self._audit, self._now = database, audit, now

    def everybody(self, viewer: Viewer) -> list[Person]:
        """Return all people who can be invited, by name."""
        viewer.require(Permission.LAUNCH)
        return people.everybody(self._database)

    def preview(self, viewer: Viewer, data: bytes) -> PeopleSheet:
        """Return the people in a file, each row with its problems; nothing is kept. Raises InputError."""
        viewer.require(Permission.LAUNCH)
        return _against_known(self._database, read_people(data))

    def take_in(self, viewer: Viewer, sheet: PeopleSheet) -> list[str]:
        """Keep the people of the good rows who are new; return the Employee IDs of all good rows.

        Of people who are known already only what was missing is filled in.
        """
        viewer.require(Permission.LAUNCH)
        with self._database.transaction() as tx:
            good = _against_known(tx, PeopleSheet(sheet.header, sheet.good)).good
            added = [row for row in good if not row.known]
            if added:
                people.add(tx, list(map(_person, added)), self._now())
            for row in good:
                _complete(tx, row)
            kept = _known(tx, good)
        if good:
            detail = {
                "what": "people taken in",
                "added": str(len(added)),
                "known": str(len(good) - len(added)),
            }
            self._audit.note(viewer, Action.INVITATION, detail=detail)
        return [kept[identity(row.employee_id)].employee.employee_id for row in good]

    def add(self, viewer: Viewer, employee_id: str, name: str, department: str, email: str) -> str:
        """Keep one person; return their Employee ID. Raises InputError on the first thing to correct."""
        viewer.require(Permission.LAUNCH)
        typed = {"employee_id": employee_id, "name": name, "department": department, "email": email}
        sheet = _against_known(self._database, read_person(typed))
        (row,) = sheet.rows
        if not row.good:
            raise InputError(" ".join(row.problems))
        return self.take_in(viewer, sheet)[0]


def to_correct(sheet: PeopleSheet) -> ExportFile:
    """Return the bad rows as they were, with what is wrong with them, as a CSV file to correct."""
    kept = [place for place, name in enumerate(sheet.header) if simplified(name) != simplified(_PROBLEM)]
    rows = [
        [" ".join(row.problems), *(row.cells[place] if place < len(row.cells) else "" for place in kept)]
        for row in sheet.bad
    ]
    header = (_PROBLEM, *(sheet.header[place] for place in kept))
    return export("athena people to correct", header, rows, Format.CSV)


def _against_known(reader: Reader, sheet: PeopleSheet) -> PeopleSheet:
    known = _known(reader, sheet.rows)
    return replace(
        sheet, rows=tuple(_compared(row, known.get(identity(row.employee_id))) for row in sheet.rows)
    )


def _known(reader: Reader, rows: tuple[PersonRow, ...]) -> dict[str, Person]:
    return people.known(reader, [row.employee_id for row in rows])


def _compared(row: PersonRow, person: Person | None) -> PersonRow:
    if person is None:
        return replace(row, known=False) if row.name else row.with_problem("The name is missing.")
    name = person.employee.name
    if row.name and row.name.casefold() != name.casefold():
        return row.with_problem(f"This Employee ID belongs to {name}. Correct the ID or the name.")
    return replace(row, known=True, name=name)


def _person(row: PersonRow) -> Person:
    return Person(Employee(row.employee_id, row.name, row.department, row.role_title), row.email)


def _complete(tx: Transaction, row: PersonRow) -> None:
    """Fill in what was not known of a person who is kept."""
    if row.known and (row.department or row.role_title or row.email):
        people.complete(
            tx, row.employee_id, department=row.department, role_title=row.role_title, email=row.email
        )
