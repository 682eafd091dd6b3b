"""Who may come in: an Employee ID that is known, or that may become known. Refusals are counted."""

from __future__ import annotations

import math
import time

from athena.bootstrap import App
from athena.domain.limits import SlidingWindow
from athena.errors import InputError
from athena.services.interviewing import Employee
from athena.ui.plain import counted
from athena.ui.visit import Visit


def find(app: App, visit: Visit, typed: str) -> Employee | None:
    """Return the employee of a typed ID, None for somebody new who may register; the visit keeps the ID.

    Raises InputError for an ID that is refused, and after too many of them.
    """
    _hold_off(app, visit)
    try:
        employee = app.interviewing.find_employee(typed)
        if employee is None and not app.settings.allow_new_employees:
            raise InputError(
                "This ID is not known here. Check it, or ask the person who invited you.", "Unknown ID"
            )
    except InputError:
        visit.refusals.append(time.monotonic())
        raise
    visit.employee_id = typed.strip()
    return employee


def _hold_off(app: App, visit: Visit) -> None:
    settings = app.settings
    tries = SlidingWindow(settings.max_login_attempts, settings.login_attempt_window, visit.refusals)
    wait_s = tries.wait_s(time.monotonic())
    if wait_s:
        wait = counted(math.ceil(wait_s / 60), "minute")
        raise InputError(f"Please wait {wait}, or ask the person who invited you.", "Too many tries")
