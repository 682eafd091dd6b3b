"""What a model said of an answer, turned into an evaluation: its quotes are checked, the score is computed.

A model gives verdicts and quotes. Credit follows only from words that the candidate really said, outside the
parts that guards leave out; weights, penalties, caps and the sum are those of the offline scorer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from athena.domain.evaluation import CREDIT, FALLBACK, Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.questions import KeyPoint, Question
from athena.domain.quoting import find_quote
from athena.domain.scoring import arithmetic, feedback
from athena.domain.scoring.clauses import Span
from athena.domain.scoring.guards import INJECTION
from athena.domain.scoring.neighbours import MOVED
from athena.domain.scoring.reading import fair_parts, read
from athena.domain.scoring.traced import Traced, trace

QUOTE_NOT_FOUND: Final = "quote-not-found"
DISAGREEMENT: Final = "disagreement"
FAR_APART: Final = 0.4
_LONGEST: Final = 20_000
_LONGEST_FEEDBACK: Final = 800
_OWN: Final = (QUOTE_NOT_FOUND, DISAGREEMENT, FALLBACK)


class JudgementError(ValueError):
    """A judgement does not fit the question: points are missing, doubled or unknown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one key point, with the words it is said to rest on ("" for none)."""

    point_id: str
    verdict: Verdict
    quote: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A model's verdicts, unchecked. ``misconceptions`` maps ids to quotes."""

    points: tuple[Judged, ...]
    misconceptions: Mapping[str, str]
    feedback: str


def evaluation_of(
    question: Question, text: str, judgement: Judgement, offline: Evaluation, evaluator: str, version: str
) -> Evaluation:
    """Return the evaluation that a judgement of ``text`` amounts to, beside the ``offline`` one.

    ``evaluator`` and ``version`` are its stamps. Raises JudgementError.
    """
    judged = _by_point(question, judgement)
    answer = trace(text[:_LONGEST])
    spans = fair_parts(read(question, answer))
    found = _misconceptions(question, judgement, answer, spans)
    points = tuple(_checked(point, judged[point.id], answer, spans) for point in question.key_points)
    unfounded = len(found) < len(judgement.misconceptions) or any(
        point.verdict is not judged[point.point_id].verdict for point in points
    )
    points = _voided(question, points, found)
    kept = tuple(flag for flag in _kept(offline.flags) if flag != MOVED)
    flags = (*kept, *((QUOTE_NOT_FOUND,) if unfounded else ()))
    score = arithmetic(points, found, flags)
    if offline.score is not None and abs(score - offline.score) > FAR_APART:
        flags = (*flags, DISAGREEMENT)
    words = judgement.feedback.strip()[:_LONGEST_FEEDBACK]
    if unfounded or INJECTION in flags or not words:
        notes = [feedback.GIVEN_AWAY] if INJECTION in flags else []
        words = feedback.compose(question, score, points, found, notes)
    return Evaluation(
        question_id=question.id,
        score=score,
        points=points,
        misconceptions=found,
        flags=flags,
        feedback=words,
        evaluator=evaluator,
        evaluator_version=version,
        rubric_version=offline.rubric_version,
    )


def fallen_back(offline: Evaluation) -> Evaluation:
    """Return the offline evaluation, marked as one that stands in for a model's."""
    return replace(offline, flags=(*_kept(offline.flags), FALLBACK))


def _kept(flags: Sequence[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag not in _OWN)


def _by_point(question: Question, judgement: Judgement) -> dict[str, Judged]:
    judged = {point.point_id: point for point in judgement.points}
    expected = {point.id for point in question.key_points}
    if judged.keys() != expected or len(judgement.points) != len(expected):
        raise JudgementError(f"expected one verdict for each of {sorted(expected)}, got {sorted(judged)}")
    known = {wrong.id for wrong in question.misconceptions}
    if unknown := judgement.misconceptions.keys() - known:
        raise JudgementError(f"expected misconceptions of {sorted(known)}, got {sorted(unknown)}")
    return judged


def _misconceptions(
    question: Question, judgement: Judgement, answer: Traced, spans: Sequence[Span]
) -> tuple[MisconceptionFound, ...]:
    said = {name: find_quote(quote, answer, spans) for name, quote in judgement.misconceptions.items()}
    return tuple(
        MisconceptionFound(wrong.id, wrong.claim, wrong.penalty, wrong.feedback, quote)
        for wrong in question.misconceptions
        if (quote := said.get(wrong.id))
    )


def _checked(point: KeyPoint, judged: Judged, answer: Traced, spans: Sequence[Span]) -> PointVerdict:
    quote = None if judged.verdict is Verdict.ABSENT else find_quote(judged.quote, answer, spans)
    verdict = judged.verdict if quote else Verdict.ABSENT
    return PointVerdict(point.id, point.text, point.weight, verdict, CREDIT[verdict], quote)


def _voided(
    question: Question, points: Sequence[PointVerdict], found: Sequence[MisconceptionFound]
) -> tuple[PointVerdict, ...]:
    told = {wrong.misconception_id: wrong.quote for wrong in found}
    voids = {v: told[wrong.id] for wrong in question.misconceptions if wrong.id in told for v in wrong.voids}
    return tuple(
        replace(point, verdict=Verdict.CONTRADICTED, credit=0.0, quote=voids[point.point_id])
        if point.point_id in voids
        else point
        for point in points
    )
