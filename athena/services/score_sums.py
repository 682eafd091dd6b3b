"""The sums behind the scores, written out."""

from __future__ import annotations

from collections.abc import Sequence

from athena.domain.evaluation import Evaluation, PointVerdict
from athena.domain.report import Report
from athena.domain.scoring import arithmetic
from athena.domain.scoring.guards import CAPS
from athena.services.evaluation import HUMAN

_NEAR = 0.00005


def of_answer(evaluation: Evaluation) -> str:
    """Write out the credited weights less the penalties, and what limited or replaced the result.

    For example ``0.35 + 0.5 × 0.20 − 0.10 = 0.35``; "" when there is no score.
    """
    if evaluation.score is None:
        return ""
    if not evaluation.points:
        return f"{evaluation.score:.2f}, given by a person; there is no rubric to add up."
    computed = arithmetic(evaluation.points, evaluation.misconceptions, evaluation.flags)
    written = f"{_terms(evaluation)} = {_result(evaluation, computed)}"
    if abs(computed - evaluation.score) <= _NEAR:
        return written
    if evaluation.neighbours:
        return f"{written}; answers that people graded moved it to {evaluation.score:.2f}."
    judge = "a person" if evaluation.evaluator == HUMAN else f"the evaluator ({evaluation.evaluator})"
    return f"{written}; {judge} gave {evaluation.score:.2f} instead."


def _terms(evaluation: Evaluation) -> str:
    earned = [_term(point) for point in evaluation.points if point.credit]
    lost = "".join(f" − {_number(wrong.penalty)}" for wrong in evaluation.misconceptions)
    return (" + ".join(earned) or "0") + lost


def _term(point: PointVerdict) -> str:
    weight = _number(point.weight)
    return weight if point.credit == 1 else f"{_number(point.credit)} × {weight}"


def _result(evaluation: Evaluation, computed: float) -> str:
    earned = sum(point.weight * point.credit for point in evaluation.points)
    plain_sum = earned - sum(wrong.penalty for wrong in evaluation.misconceptions)
    if abs(plain_sum - computed) <= _NEAR:
        return f"{computed:.2f}"
    return f"{_number(plain_sum)}, {_limit(evaluation.flags, plain_sum)} {computed:.2f}"


def _limit(flags: Sequence[str], plain_sum: float) -> str:
    if plain_sum < 0:
        return "and no score is below"
    capping = [flag.replace("-", " ") for flag in flags if flag in CAPS]
    return f"limited by a guard ({', '.join(capping)}) to" if capping else "and no score is above"


def _number(value: float) -> str:
    return f"{value:.2f}" if abs(value * 100 - round(value * 100)) < 1e-6 else f"{value:.4f}"


def worded_by(writer: str) -> str:
    """Say who put a report's findings into words, "" for templates; what was found never depends on that."""
    if not writer:
        return "Found by counting key points met and missed, and put into words by templates."
    return (
        f"Found by counting key points met and missed, and put into words by {writer}; "
        "where its sentence says more than the questions bear out, a template's stands."
    )


def of_report(report: Report, by_hand: Sequence[int] = ()) -> str:
    """Write out how the overall score comes from the questions' scores, and which a person decided."""
    scores = [item.score for item in report.items if item.score is not None]
    if not scores or report.overall_score is None:
        return "No question was assessed, so there is nothing to add up."
    summed = " + ".join(f"{score * 100:.1f}" for score in scores)
    return (
        f"Mean of the assessed questions: ({summed}) / {len(scores)} = {report.overall_score * 100:.1f}%. "
        f"{_by_hand(by_hand)}"
    )


def _by_hand(numbers: Sequence[int]) -> str:
    if not numbers:
        return "No person has adjusted it."
    asked = f"question{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
    return f"A person decided on {asked}."
