"""What the insights are asked for: a period and what answers are filtered by, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FEW: Final = 5
"""Fewer answers than this say little: a figure that rests on them is marked."""
CUT: Final = 0.6
"""The mean at which an interview counts as selected unless somebody says otherwise."""
TOO_EASY: Final = 0.9
TOO_HARD: Final = 0.2
WEAK: Final = 0.6
"""A mean below this is a weakness, as a share of full marks."""


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


class Flag(StrEnum):
    """What somebody who keeps the bank should look at."""

    UNUSED = "never asked"
    FEW = "few answers"
    EASY = "too easy"
    HARD = "too hard"
    NEGATIVE = "negative discrimination"


def flags_of(answers: int, score: float | None, discrimination: float | None) -> tuple[Flag, ...]:
    """Return what stands out about a question; of few answers nothing else is said."""
    if not answers or score is None:
        return (Flag.UNUSED,)
    if answers < FEW:
        return (Flag.FEW,)
    negative = discrimination is not None and discrimination < 0
    found = ((score >= TOO_EASY, Flag.EASY), (score <= TOO_HARD, Flag.HARD), (negative, Flag.NEGATIVE))
    return tuple(flag for holds, flag in found if holds)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean score (0..1) of somebody's answers about one thing: a skill or a category."""

    name: str
    answers: int
    score: float

    @property
    def need(self) -> float:
        """How much practice would help: the distance from ``WEAK``, less where few answers say so."""
        return max(0.0, WEAK - self.score) * self.answers / (self.answers + FEW)


def shrunk(score: float, answers: int, mean: float) -> float:
    """Return a mean drawn towards ``mean``, as if ``FEW`` more answers had given just that."""
    return (score * answers + mean * FEW) / (answers + FEW)
