"""What all sessions of one server share: the judgement, the bank, the speech engines and their workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.interviewer.dialogue import Entry, Reply
from athena.interviewer.engines import Engines, FairPool

Judge = Callable[[Sequence[Entry], InterviewPlan, Bank], Reply]


@dataclass(frozen=True, slots=True)
class Faculties:
    """Everything an interviewer interviews with; without ``engines`` it reads and writes only.

    ``seed`` is for plans that bring none.
    """

    judge: Judge
    bank: Bank
    engines: Engines | None = None
    seed: int = 0
    pool: FairPool = field(default_factory=FairPool)
