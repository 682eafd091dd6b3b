"""What an evaluation of one answer says: verdicts with quotes, and a score computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Verdict(StrEnum):
    """What an answer says about one key point."""

    MET = "met"
    PARTIAL = "partial"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"


CREDIT: Final[Mapping[Verdict, float]] = MappingProxyType(
    {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5, Verdict.ABSENT: 0.0, Verdict.CONTRADICTED: 0.0}
)
"""The share of a key point's weight that each verdict earns."""


FALLBACK: Final = "fallback"
"""The flag of an evaluation that stands in for one which could not be had: it says nothing of the answer."""


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """A verdict on one key point; ``quote`` is the candidate's own words it rests on."""

    point_id: str
    text: str
    weight: float
    verdict: Verdict
    credit: float
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class MisconceptionFound:
    """A wrong claim found in the answer, with the words that show it."""

    misconception_id: str
    claim: str
    penalty: float
    feedback: str
    quote: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An answer to the same question that a person graded ``score``, as evidence; ``likeness`` is 0..1.

    ``evaluation_id`` names the evaluation by which it was graded; ``text`` may be another
    candidate's: show no more of it than both answers share.
    """

    evaluation_id: str
    text: str
    score: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of one answer.

    ``score`` is 0..1: the credited weights less the penalties, capped by guards named in ``flags``, and
    moved by the graded ``neighbours``, if there are any. It is None when the answer was not assessed (empty,
    unclear, or not an answer at all).
    """

    question_id: str
    score: float | None
    points: tuple[PointVerdict, ...]
    misconceptions: tuple[MisconceptionFound, ...]
    flags: tuple[str, ...]
    feedback: str
    evaluator: str
    evaluator_version: str
    rubric_version: str
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def assessed(self) -> bool:
        """Whether there is a score at all."""
        return self.score is not None
