"""People as whoever invites them sees them: with their e-mail address, where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from athena.domain.people import Employee, identity
from athena.store.database import Reader, Row, Transaction
from athena.store.employees import employee_of


@dataclass(frozen=True, slots=True)
class Person:
    """A person who can be invited; ``email`` is None where it is not known."""

    employee: Employee
    email: str | None


def everybody(reader: Reader) -> list[Person]:
    """Return all people but those of the demonstration, by name."""
    return list(
        map(_person, reader.read("SELECT * FROM employees WHERE NOT demo ORDER BY lower(name), identity"))
    )


def known(reader: Reader, employee_ids: Sequence[str]) -> dict[str, Person]:
    """Return by identity those of these people who are kept."""
    rows = reader.read(
        "SELECT * FROM employees WHERE identity IN (SELECT unnest($1::VARCHAR[]))",
        [[identity(employee_id) for employee_id in employee_ids]],
    )
    return {row["identity"]: _person(row) for row in rows}


def complete(
    tx: Transaction,
    employee_id: str,
    *,
    department: str | None = None,
    role_title: str | None = None,
    email: str | None = None,
) -> None:
    """Fill in what was not known of a person who is kept; what is known stays."""
    tx.run(
        "UPDATE employees SET department = coalesce(department, $2), role_title = coalesce(role_title, $3), "
        "email = coalesce(email, $4) WHERE identity = $1",
        [identity(employee_id), department, role_title, email],
    )


def _person(row: Row) -> Person:
    return Person(employee_of(row), row["email"])
