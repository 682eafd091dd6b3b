"""The evaluation of a query that was run: execution points from what happened on every data set."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from athena.domain.evaluation import Evaluation, PointVerdict, Verdict
from athena.domain.questions import ExecutionPoint, Question, SqlTask

EVALUATOR: Final = "execution"
EVALUATOR_VERSION: Final = "1"
_PASSED: Final = "The query is right on all data."
_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class QueryOutcome:
    """What running a query showed.

    ``right`` tells for each data set by name whether the result is right there, ``misordered`` names those on
    which only the order of the rows is wrong. ``score`` is the partial credit, 0..1. ``reasons`` say in words
    what is wrong, ``notes`` what is unusual in the way the query is built.
    """

    score: float
    right: Mapping[str, bool]
    misordered: frozenset[str] = field(default=frozenset())
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the result is right on every data set."""
        return bool(self.right) and all(self.right.values())


def evaluate_query(question: Question, outcome: QueryOutcome, rubric_version: str) -> Evaluation:
    """Return the evaluation of a query handed in for a question of type ``sql``.

    Raises ValueError for a question that is not answered by a query.
    """
    if question.sql is None:
        raise ValueError(f"{question.id} is not answered by a query")
    points = tuple(_verdict(point, outcome) for point in question.sql.points)
    earned = math.fsum(point.weight * point.credit for point in points)
    return Evaluation(
        question_id=question.id,
        score=round(min(1.0, earned), 4),
        points=points,
        misconceptions=(),
        flags=(),
        feedback=_feedback(question.sql, points, outcome),
        evaluator=EVALUATOR,
        evaluator_version=EVALUATOR_VERSION,
        rubric_version=rubric_version,
    )


def _verdict(point: ExecutionPoint, outcome: QueryOutcome) -> PointVerdict:
    credit = _credit(point.source, outcome)
    verdict = Verdict.MET if credit == 1 else Verdict.PARTIAL if credit else Verdict.ABSENT
    return PointVerdict(point.id, point.text, point.weight, verdict, credit)


def _credit(source: str, outcome: QueryOutcome) -> float:
    kind, _, name = source.partition(":")
    somewhere = any(outcome.right.values())
    match kind:
        case "execution":
            return outcome.score
        case "dataset":
            return float(outcome.right.get(name, False))
        case "order":
            return float(somewhere and not outcome.misordered)
        case _:
            return float(somewhere and not outcome.notes)


def _feedback(task: SqlTask, points: Sequence[PointVerdict], outcome: QueryOutcome) -> str:
    if outcome.passed:
        return " ".join((_PASSED, *outcome.notes))
    hints = {point.id: point.hint for point in task.points}
    open_ids = [point.point_id for point in points if point.credit < 1][:_SHOWN]
    to_do = [f"To go further: {' '.join(hints[name] for name in open_ids)}"] if open_ids else []
    return " ".join((*outcome.reasons[:_SHOWN], *to_do, *outcome.notes))
