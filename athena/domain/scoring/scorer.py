"""The offline scorer: key points by concept patterns, misconceptions, guards and arithmetic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from athena.domain.evaluation import Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.questions import Question
from athena.domain.scoring import feedback
from athena.domain.scoring.guards import (
    BARE_TERMS,
    CAPS,
    INJECTION,
    LIST_LIKE,
    STUFFING,
)
from athena.domain.scoring.nonanswers import admits_not_knowing, is_empty
from athena.domain.scoring.reading import read
from athena.domain.scoring.traced import trace
from athena.domain.scoring.verdicts import find_misconceptions, judge_points

EVALUATOR: Final = "offline"
EVALUATOR_VERSION: Final = "3"
_LONGEST: Final = 20_000
_NOTES: Final = {
    INJECTION: feedback.GIVEN_AWAY,
    BARE_TERMS: feedback.BARE_TERMS,
    STUFFING: feedback.BARE_TERMS,
    LIST_LIKE: feedback.BARE_TERMS,
}


def score_answer(
    question: Question, text: str, lexicon: Mapping[str, str], rubric_version: str
) -> Evaluation:
    """Evaluate the words of one answer; the same words always give the same evaluation.

    ``text`` beyond 20,000 characters is not looked at. The score is None when there is no answer in it.
    """
    answer = trace(text[:_LONGEST])
    if is_empty(answer.text):
        return _evaluation(question, None, _absent(question), (), (), feedback.NOT_ASSESSED, rubric_version)
    if admits_not_knowing(answer.text):
        return _evaluation(question, 0.0, _absent(question), (), (), feedback.DID_NOT_KNOW, rubric_version)
    reading = read(question, answer)
    found = find_misconceptions(question, answer, reading.windows, lexicon)
    points = judge_points(question, answer, reading.windows, found, lexicon)
    score = arithmetic(points, found, reading.flags)
    notes = dict.fromkeys(note for flag, note in _NOTES.items() if flag in reading.flags)
    words = feedback.compose(question, score, points, found, notes)
    return _evaluation(question, score, points, found, reading.flags, words, rubric_version)


def arithmetic(
    points: Sequence[PointVerdict], misconceptions: Sequence[MisconceptionFound], flags: Sequence[str]
) -> float:
    """Return the score: credited weights less penalties, within 0..1 and below the caps of the flags."""
    earned = math.fsum(point.weight * point.credit for point in points)
    lost = math.fsum(wrong.penalty for wrong in misconceptions)
    cap = min((CAPS[flag] for flag in flags if flag in CAPS), default=1.0)
    return round(min(cap, max(0.0, earned - lost)), 4)


def _absent(question: Question) -> tuple[PointVerdict, ...]:
    return tuple(PointVerdict(p.id, p.text, p.weight, Verdict.ABSENT, 0.0) for p in question.key_points)


def _evaluation(
    question: Question,
    score: float | None,
    points: tuple[PointVerdict, ...],
    misconceptions: tuple[MisconceptionFound, ...],
    flags: tuple[str, ...],
    words: str,
    rubric_version: str,
) -> Evaluation:
    return Evaluation(
        question_id=question.id,
        score=score,
        points=points,
        misconceptions=misconceptions,
        flags=flags,
        feedback=words,
        evaluator=EVALUATOR,
        evaluator_version=EVALUATOR_VERSION,
        rubric_version=rubric_version,
    )
