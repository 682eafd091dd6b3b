"""People as whoever invites them sees them: with their e-mail address, where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

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


def add(tx: Transaction, new: Sequence[Person], at: datetime) -> None:
    """Add people whose ids are not there yet in any spelling."""
    columns = {
        "employee_id": [one.employee.employee_id for one in new],
        "identity": [identity(one.employee.employee_id) for one in new],
        "name": [one.employee.name for one in new],
        "department": pa.array([one.employee.department for one in new], pa.string()),
        "role_title": pa.array([one.employee.role_title for one in new], pa.string()),
        "email": pa.array([one.email for one in new], pa.string()),
        "created_at": pa.array([at] * len(new), pa.timestamp("us")),
    }
    tx.append("employees", pa.table(columns))


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
