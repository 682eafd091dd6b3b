"""The lines of a report: one question with its answer, its evaluation, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from athena.domain.ability import LABELLED, Item
from athena.domain.evaluation import FALLBACK, Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.interview import Category, Difficulty
from athena.domain.scoring.neighbours import MOVED


class Band(StrEnum):
    """A score in one word."""

    STRONG = "strong"
    GOOD = "good"
    DEVELOPING = "developing"
    WEAK = "weak"


BAND_FLOORS = ((0.8, Band.STRONG), (0.6, Band.GOOD), (0.4, Band.DEVELOPING), (0.0, Band.WEAK))


def band_of(score: float) -> Band:
    """Return the band of a score in 0..1; a score on the border belongs to the better band."""
    return next(band for floor, band in BAND_FLOORS if round(score, 6) >= floor)


class ItemStatus(StrEnum):
    """What stands behind the score of one question."""

    ASSESSED = "assessed"
    PROVISIONAL = "provisional"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One question of the interview.

    ``answer`` holds the words heard ("" when none were). ``live_*`` is what the interviewer noted at once: it
    is provisional and never enters a total. ``item`` holds the parameters the question was asked with, None
    where only its difficulty is known. Scores are 0..1.
    """

    number: int
    question: str
    category: Category
    difficulty: Difficulty
    answer: str = ""
    skills: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    live_score: float | None = None
    live_feedback: str = ""
    item: Item | None = None

    @property
    def measured_by(self) -> Item:
        """The item parameters, those its difficulty stands for where none were kept."""
        return self.item or Item(1.0, LABELLED[self.difficulty])

    @property
    def status(self) -> ItemStatus:
        """Assessed with evidence, only noted by the interviewer, or not assessed at all."""
        if self.score is not None:
            return ItemStatus.ASSESSED
        return ItemStatus.NOT_ASSESSED if self.provisional_score is None else ItemStatus.PROVISIONAL

    @property
    def score(self) -> float | None:
        """The authoritative score, None when the answer was not assessed."""
        return self.evaluation.score if self.evaluation else None

    @property
    def provisional_score(self) -> float | None:
        """The interviewer's own score, for a heard answer that no rubric covers."""
        return self.live_score if self.evaluation is None and self.answer else None

    @property
    def feedback(self) -> str:
        """The feedback that belongs to the score shown."""
        return self.evaluation.feedback if self.evaluation else self.live_feedback

    @property
    def note(self) -> str:
        """Why there is no authoritative score; empty when there is one."""
        if self.status is ItemStatus.ASSESSED:
            return ""
        if not self.answer:
            return "Not assessed: no answer was heard."
        if self.evaluation:
            return "Not assessed: what was heard could not be judged as an answer."
        if self.status is ItemStatus.PROVISIONAL:
            return "Provisional: this question is not in the bank; the score is the interviewer's impression."
        return "Not assessed: this question is not in the bank, so there is no rubric for it."

    @property
    def flags(self) -> tuple[str, ...]:
        """What the evaluation is marked with."""
        return self.evaluation.flags if self.evaluation else ()

    @property
    def suspicions(self) -> tuple[str, ...]:
        """The flags a person should have a look for."""
        return tuple(flag for flag in self.flags if flag not in (FALLBACK, MOVED))

    @property
    def misconceptions(self) -> tuple[MisconceptionFound, ...]:
        """Wrong claims found in the answer."""
        return self.evaluation.misconceptions if self.evaluation else ()

    @property
    def met(self) -> tuple[PointVerdict, ...]:
        """Key points the answer makes."""
        return self._points(Verdict.MET)

    @property
    def partly_met(self) -> tuple[PointVerdict, ...]:
        """Key points the answer makes in part."""
        return self._points(Verdict.PARTIAL)

    @property
    def missed(self) -> tuple[PointVerdict, ...]:
        """Key points the answer leaves out or contradicts."""
        return self._points(Verdict.ABSENT, Verdict.CONTRADICTED)

    def _points(self, *verdicts: Verdict) -> tuple[PointVerdict, ...]:
        points = self.evaluation.points if self.evaluation else ()
        return tuple(point for point in points if point.verdict in verdicts)


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the report and the numbers of the questions it rests on (never empty)."""

    text: str
    items: tuple[int, ...]


def percent(score: float) -> str:
    """Write a score for people, for example ``72%``."""
    return f"{score:.0%}"
