"""The people who can be interviewed."""

from __future__ import annotations

from datetime import datetime

from athena.domain.people import Employee, identity
from athena.store.database import Reader, Row, Transaction


def find(reader: Reader, employee_id: str) -> Employee | None:
    """Return the employee with this id, however it is capitalised."""
    rows = reader.read(
        "SELECT employee_id, name, department, role_title FROM employees WHERE identity = ?",
        [identity(employee_id)],
    )
    return employee_of(rows[0]) if rows else None


def add(tx: Transaction, employee: Employee, at: datetime) -> None:
    """Add an employee; the id must not be there yet in any spelling."""
    tx.insert(
        "employees",
        {
            "employee_id": employee.employee_id,
            "identity": identity(employee.employee_id),
            "name": employee.name,
            "department": employee.department,
            "role_title": employee.role_title,
            "created_at": at,
        },
    )


def employee_of(row: Row) -> Employee:
    """Build an employee from a row that holds its four columns."""
    return Employee(row["employee_id"], row["name"], row["department"], row["role_title"])
