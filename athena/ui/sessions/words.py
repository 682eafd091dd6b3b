"""What is stored in short words, told in plain ones."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from athena.domain.evaluation import FALLBACK, Evaluation, Verdict
from athena.domain.interview import SessionStatus
from athena.domain.report import Band
from athena.services.evaluation import HUMAN
from athena.ui import clocks

Colour = Literal["red", "orange", "blue", "green", "violet", "gray"]
BAND_COLOURS: dict[Band, Colour] = {
    Band.STRONG: "green",
    Band.GOOD: "blue",
    Band.DEVELOPING: "orange",
    Band.WEAK: "red",
}
STATUS = {
    SessionStatus.IN_PROGRESS: "In progress",
    SessionStatus.COMPLETED: "Completed",
    SessionStatus.ABANDONED: "Ended early",
}
VERDICTS = {
    Verdict.MET: "Met",
    Verdict.PARTIAL: "In part",
    Verdict.ABSENT: "Missed",
    Verdict.CONTRADICTED: "Contradicted",
}
MARKS = {
    Verdict.MET: ":green[:material/check_circle:]",
    Verdict.PARTIAL: ":orange[:material/contrast:]",
    Verdict.ABSENT: ":red[:material/cancel:]",
    Verdict.CONTRADICTED: ":red[:material/dangerous:]",
}
NEEDS_A_PERSON = "Needs a person"
DEMONSTRATION = "Demonstration"
_FLAGS = {
    "disagreement": "The text model and the offline scorer are more than 0.40 apart on this answer.",
    FALLBACK: "The text model could not be asked, so the offline score stands in for its judgement.",
    "quote-not-found": "The text model quoted words that are not in the answer; such verdicts earn nothing.",
    "injection": "Parts of the answer speak to the grader instead of answering; they were left out.",
    "echo": "Parts of the answer repeat the question; they were left out.",
    "stuffing": "The answer piles up terms without saying anything about them; the score is limited.",
    "bare-terms": "Parts of the answer only name terms; they were left out.",
    "graded-neighbours": "Answers that people graded moved the score.",
    "list-like": "The answer is a list of terms without claims; the score is limited.",
}


def flag_words(flag: str) -> str:
    """Return a sentence for a flag of an evaluation."""
    return _FLAGS.get(flag, f"It is marked as: {flag.replace('-', ' ')}.")


def evaluator_words(evaluation: Evaluation) -> str:
    """Return who judged, in which version, by which rubric."""
    if evaluation.evaluator == HUMAN:
        judge = f"a person ({evaluation.evaluator_version})"
    else:
        judge = f"{evaluation.evaluator}, version {evaluation.evaluator_version}"
    return f"{judge}, rubric {evaluation.rubric_version}" if evaluation.rubric_version else judge


def score_words(score: float | None) -> str:
    """Return a score of 0..1 with two digits, or that there is none."""
    return "not assessed" if score is None else f"{score:.2f}"


def moment(at: datetime) -> str:
    """Return a time (naive UTC) as people read it."""
    return clocks.moment(at)


def dollars(usd: float | None) -> str:
    """Return US dollars; cents are not fine enough for one response."""
    if usd is None:
        return "not known"
    return f"${usd:.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"
