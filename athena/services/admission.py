"""Letting people in: an employee id that is known, or may become known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.people import Employee, read_department, read_employee_id, read_name, read_role_title
from athena.errors import InputError
from athena.store import employees
from athena.store.database import Database


class Admission:
    """Finds employees and adds new ones when that is allowed."""

    def __init__(self, database: Database, now: Callable[[], datetime], allow_new: bool) -> None:
        self._database = database
        self._now = now
        self._allow_new = allow_new

    def find(self, employee_id: str) -> Employee | None:
        """Return the employee, None when unknown; InputError when this cannot be an employee id."""
        return employees.find(self._database, read_employee_id(employee_id))

    def admit(self, employee_id: str, name: str, department: str, role_title: str = "") -> Employee:
        """Return the employee as known, or add them; a known person's name is not changed here."""
        wanted = read_employee_id(employee_id)
        known = employees.find(self._database, wanted)
        return known or self._add(wanted, name, department, role_title)

    def _add(self, employee_id: str, name: str, department: str, role_title: str) -> Employee:
        if not self._allow_new:
            raise InputError(
                f"The employee ID {employee_id} is not known here. Check it, or ask who invited you."
            )
        employee = Employee(
            employee_id, read_name(name), read_department(department), read_role_title(role_title)
        )
        with self._database.transaction() as tx:
            known = employees.find(tx, employee_id)
            if known is None:
                employees.add(tx, employee, self._now())
        return known or employee
