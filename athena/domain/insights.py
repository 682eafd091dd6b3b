"""What the insights are asked for: a period and what answers are filtered by, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

FEW: Final = 5
"""Fewer answers than this say little: a figure that rests on them is marked."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which interviews count: begun on ``since`` to ``until`` (days, UTC, both included; None: no bound).

    An empty tuple lets everything through. ``employee_id`` narrows to one person.
    """

    since: date | None = None
    until: date | None = None
    departments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    employee_id: str = ""

    def previous(self) -> Filters | None:
        """Return the same filters for the period of the same length before; None without both bounds."""
        if self.since is None or self.until is None:
            return None
        length = self.until - self.since + timedelta(days=1)
        return replace(self, since=self.since - length, until=self.since - timedelta(days=1))

    @property
    def days(self) -> int | None:
        """How many days the period has, None where it is open."""
        return (self.until - self.since).days + 1 if self.since and self.until else None

    def bucket(self) -> str:
        """Return the step of a trend: ``day`` up to six weeks, ``week`` up to a year, else ``month``."""
        if self.days is not None and self.days <= 42:
            return "day"
        return "week" if self.days is not None and self.days <= 366 else "month"
