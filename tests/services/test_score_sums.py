"""The sums that explain a score."""

from __future__ import annotations

from dataclasses import replace

from athena.domain.evaluation import CREDIT, Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.domain.interview import Category, Difficulty
from athena.domain.report import ReportItem, build_report
from athena.services import score_sums as arithmetic


def point(weight: float, verdict: Verdict) -> PointVerdict:
    return PointVerdict(f"p{weight}", "A claim.", weight, verdict, CREDIT[verdict], None)


def evaluation(score: float | None, *points: PointVerdict, penalty: float = 0.0) -> Evaluation:
    wrong = (MisconceptionFound("m", "Wrong.", penalty, "No.", "words"),) if penalty else ()
    return Evaluation("q", score, points, wrong, (), "", "offline", "1", "1")


HALF = evaluation(0.45, point(0.35, Verdict.MET), point(0.2, Verdict.PARTIAL), point(0.45, Verdict.ABSENT))


def test_credited_weights_are_added_up() -> None:
    assert arithmetic.of_answer(HALF) == "0.35 + 0.50 × 0.20 = 0.45"


def test_penalties_are_taken_off() -> None:
    lost = evaluation(0.25, point(0.35, Verdict.MET), penalty=0.1)
    assert arithmetic.of_answer(lost) == "0.35 − 0.10 = 0.25"


def test_a_penalty_never_leads_below_nothing() -> None:
    lost = evaluation(0.0, point(0.35, Verdict.ABSENT), penalty=0.1)
    assert arithmetic.of_answer(lost) == "0 − 0.10 = -0.10, and no score is below 0.00"


def test_the_guard_that_limits_a_score_is_named() -> None:
    listed = replace(evaluation(0.3, point(1.0, Verdict.MET)), flags=("list-like",))
    assert arithmetic.of_answer(listed) == "1.00 = 1.00, limited by a guard (list like) to 0.30"


def test_a_weight_that_needs_more_digits_has_them() -> None:
    thirds = evaluation(0.3333, point(1 / 3, Verdict.MET))
    assert arithmetic.of_answer(thirds) == "0.3333 = 0.33"


def test_what_a_person_gave_stands_beside_the_sum() -> None:
    given = replace(HALF, score=0.9, evaluator="human", evaluator_version="E7")
    assert arithmetic.of_answer(given) == "0.35 + 0.50 × 0.20 = 0.45; a person gave 0.90 instead."


def test_what_moved_a_score_away_from_the_sum_is_told() -> None:
    moved = replace(HALF, score=0.5)
    assert arithmetic.of_answer(moved).endswith("= 0.45; the evaluator (offline) gave 0.50 instead.")


def test_a_score_without_a_rubric_is_no_sum() -> None:
    given = replace(evaluation(0.6), evaluator="human")
    assert arithmetic.of_answer(given).startswith("0.60, given by a person")


def test_what_was_not_assessed_has_no_sum() -> None:
    assert arithmetic.of_answer(evaluation(None, point(1.0, Verdict.ABSENT))) == ""


def test_the_overall_score_is_the_mean_and_names_the_questions_people_decided() -> None:
    items = [
        ReportItem(number, "Why?", Category.JOINS, Difficulty.BEGINNER, "words", evaluation=evaluation(score))
        for number, score in ((1, 0.5), (2, None), (3, 1.0))
    ]
    written = arithmetic.of_report(build_report(items), (1, 3))
    assert written == (
        "Mean of the assessed questions: (50.0 + 100.0) / 2 = 75.0%. A person decided on questions 1, 3."
    )
