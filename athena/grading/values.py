"""What grading returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from athena.domain.result_comparison import DifferenceKind


class Verdict(StrEnum):
    """What became of a submitted query."""

    PASSED = "passed"
    WRONG = "wrong"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a query on one data set; ``message`` says what is wrong, empty when it passed.

    ``credit`` is how much of the result is right, 0..1; ``trivial`` marks data on which nothing is expected.
    ``line`` and ``column`` (from 1) say where a query that did not run is at fault, when that is known.
    """

    dataset: str
    kind: str
    verdict: Verdict
    message: str = ""
    difference: DifferenceKind | None = None
    credit: float = 0.0
    trivial: bool = False
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The verdict on a query, its partial score 0..1 and why.

    ``reasons`` are sentences, the most telling first; ``notes`` are sentences on the query's structure, which
    never decide the verdict. ``runtime_ms`` is the longest run on one data set, ``memory_kb`` the most held.
    """

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[str, ...] = ()
    runtime_ms: float = 0.0
    memory_kb: int | None = None
