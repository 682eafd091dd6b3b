"""People in a table: what their columns may be called, and what is wrong with a row, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from athena.domain.people import (
    DEPARTMENT_LENGTH,
    NAME_LENGTH,
    ROLE_LENGTH,
    identity,
    read_department,
    read_employee_id,
    read_name,
    read_role_title,
)
from athena.domain.sheets import Sheet, SheetRow, read_sheet
from athena.domain.templates import read_email
from athena.errors import InputError

NAMES: Final = {
    "employee_id": (
        "employeeid",
        "employeenumber",
        "employeeno",
        "employee",
        "staffid",
        "staffnumber",
        "personnelnumber",
        "personid",
        "candidateid",
        "applicantid",
        "userid",
        "id",
    ),
    "name": ("name", "fullname", "displayname", "employeename", "candidatename", "candidate", "person"),
    "first_name": ("firstname", "givenname", "forename"),
    "last_name": ("lastname", "surname", "familyname"),
    "department": ("department", "dept", "team", "division", "unit"),
    "role_title": ("roletitle", "role", "jobtitle", "title", "position", "job"),
    "email": ("email", "emailaddress", "mail", "mailaddress"),
}
_ID_SAYS: Final = "An Employee ID has letters (A to Z), digits and . - _ @ only, at most 64 of them."
_EMAIL_SAYS: Final = "The e-mail address is not one."
_OVERHANG_SAYS: Final = "There are more cells than columns: a value with a comma belongs in quotation marks."


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a table; what is wrong with the row stands in ``problems``, for whoever can mend it.

    ``known`` is set for somebody who is kept already.
    """

    number: int
    cells: tuple[str, ...]
    employee_id: str
    name: str
    department: str | None
    role_title: str | None
    email: str | None
    problems: tuple[str, ...] = ()
    known: bool = False

    @property
    def good(self) -> bool:
        """Whether the row can go in."""
        return not self.problems

    def with_problem(self, problem: str) -> PersonRow:
        """Return the row with one thing more to mend."""
        return replace(self, problems=(*self.problems, problem))


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """A table of people: its header as it was, and its rows."""

    header: tuple[str, ...]
    rows: tuple[PersonRow, ...]

    @property
    def good(self) -> tuple[PersonRow, ...]:
        """The rows that can go in."""
        return tuple(row for row in self.rows if row.good)

    @property
    def bad(self) -> tuple[PersonRow, ...]:
        """The rows to correct first."""
        return tuple(row for row in self.rows if not row.good)


def read_people(data: bytes) -> PeopleSheet:
    """Return the people in a CSV file, every row with its problems. Raises InputError without a table.

    Whether a name is missing shows against the people who are kept, and is not judged here.
    """
    sheet = read_sheet(data, NAMES)
    if "employee_id" not in sheet.columns and "email" not in sheet.columns:
        raise InputError(
            "No column for the Employee ID was found. The first line of the file should name the columns: "
            "Employee ID and Name, and where you have them Department, Role title and E-mail."
        )
    if not sheet.rows:
        raise InputError(
            "There is nobody in this file: below the line with the names of columns it is empty."
        )
    return PeopleSheet(sheet.header, tuple(_once_each(_person(sheet, row) for row in sheet.rows)))


def read_person(typed: Mapping[str, str]) -> PeopleSheet:
    """Return one person by the fields of ``NAMES`` as they were typed, with what is wrong."""
    cells = tuple(typed.values())
    row = SheetRow(1, cells)
    sheet = Sheet(tuple(typed), {field: place for place, field in enumerate(typed)}, (row,))
    return PeopleSheet(sheet.header, (_person(sheet, row),))


class _Desk:
    """Reads the fields of a row and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def read(self, reader: Callable[[str], str | None], typed: str, says: str) -> str:
        """Return what was typed tidied up, or as it is with a problem noted."""
        if not typed:
            return ""
        try:
            return reader(typed) or ""
        except InputError:
            self.problems.append(says)
            return typed


def _person(sheet: Sheet, row: SheetRow) -> PersonRow:
    desk = _Desk()
    typed_id = sheet.cell(row, "employee_id" if "employee_id" in sheet.columns else "email")
    employee_id = desk.read(read_employee_id, typed_id, _ID_SAYS)
    name = desk.read(read_name, _name(sheet, row), _says("name", NAME_LENGTH))
    department = desk.read(
        read_department, sheet.cell(row, "department"), _says("department", DEPARTMENT_LENGTH)
    )
    role = desk.read(read_role_title, sheet.cell(row, "role_title"), _says("role title", ROLE_LENGTH))
    email = desk.read(read_email, sheet.cell(row, "email"), _EMAIL_SAYS)
    problems = desk.problems if typed_id else ["The Employee ID is missing.", *desk.problems]
    if sheet.overhang(row):
        problems = [*problems, _OVERHANG_SAYS]
    return PersonRow(
        row.number,
        row.cells,
        employee_id,
        name,
        department or None,
        role or None,
        email or None,
        tuple(problems),
    )


def _says(what: str, longest: int) -> str:
    return (
        f"The {what} can have letters, digits, spaces and simple punctuation, at most {longest} characters."
    )


def _name(sheet: Sheet, row: SheetRow) -> str:
    return sheet.cell(row, "name") or " ".join(
        filter(None, (sheet.cell(row, "first_name"), sheet.cell(row, "last_name")))
    )


def _once_each(rows: Iterator[PersonRow]) -> Iterator[PersonRow]:
    """Yield the rows, those of somebody who stood further up already with that as a problem."""
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(identity(row.employee_id), row.number)
        again = row.employee_id and first != row.number
        yield row.with_problem(f"Row {first} has the same Employee ID.") if again else row
