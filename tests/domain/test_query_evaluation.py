"""Points of a query from what running it showed."""

from dataclasses import replace

import pytest

from athena.domain.evaluation import Verdict
from athena.domain.exercise import Exercise
from athena.domain.interview import Category, Difficulty
from athena.domain.query_evaluation import QueryOutcome, evaluate_query
from athena.domain.questions import ExecutionPoint, Question, QuestionType, SqlTask
from athena.domain.result_comparison import Comparison

POINTS = (
    ExecutionPoint("right", "It is right.", 0.6, "execution", "Look at the missing rows."),
    ExecutionPoint("nobody", "It keeps everybody.", 0.2, "dataset:nobody", "Keep everybody."),
    ExecutionPoint("sorted", "It is sorted.", 0.1, "order", "Sort it."),
    ExecutionPoint("shape", "It is built well.", 0.1, "structure", "Use a CTE."),
)
EXERCISE = Exercise("CREATE TABLE a (i INT)", "INSERT INTO a VALUES (1)", ("SELECT 1",), Comparison())
QUESTION = Question(
    id="q",
    category=Category.JOINS,
    difficulty=Difficulty.BEGINNER,
    type=QuestionType.SQL,
    prompt="Write it.",
    rephrased="Type it.",
    reference_answer="",
    expected_seconds=60,
    skills=(),
    key_points=(),
    sql=SqlTask("Write it.", EXERCISE, POINTS),
)
ALL_RIGHT = QueryOutcome(1.0, {"visible": True, "nobody": True})
ALL_WRONG = QueryOutcome(0.0, {"visible": False, "nobody": False}, reasons=("A column is missing.",))


def earned(outcome: QueryOutcome) -> dict[str, float]:
    return {point.point_id: point.credit for point in evaluate_query(QUESTION, outcome, "1").points}


def test_a_query_that_is_right_everywhere_earns_all() -> None:
    evaluation = evaluate_query(QUESTION, ALL_RIGHT, "7+a")
    assert evaluation.score == 1.0
    assert {point.verdict for point in evaluation.points} == {Verdict.MET}
    assert evaluation.feedback == "The query is right on all data."
    assert (evaluation.evaluator, evaluation.rubric_version) == ("execution", "7+a")


def test_a_query_that_is_wrong_everywhere_earns_nothing() -> None:
    evaluation = evaluate_query(QUESTION, ALL_WRONG, "1")
    assert evaluation.score == 0.0
    assert {point.verdict for point in evaluation.points} == {Verdict.ABSENT}


def test_the_partial_credit_of_running_it_counts_by_its_weight() -> None:
    evaluation = evaluate_query(QUESTION, QueryOutcome(0.5, {"visible": True, "nobody": False}), "1")
    assert evaluation.score == pytest.approx(0.6 * 0.5 + 0.1 + 0.1)
    assert evaluation.points[0].verdict is Verdict.PARTIAL


def test_a_point_on_one_data_set_looks_at_that_alone() -> None:
    assert earned(QueryOutcome(0.5, {"visible": False, "nobody": True}))["nobody"] == 1
    assert earned(QueryOutcome(0.5, {"visible": True, "nobody": False}))["nobody"] == 0
    assert earned(QueryOutcome(0.5, {"visible": True}))["nobody"] == 0


def test_the_point_for_order_is_lost_where_only_the_order_is_wrong() -> None:
    misordered = replace(
        ALL_RIGHT, right={"visible": True, "nobody": False}, misordered=frozenset({"nobody"})
    )
    assert earned(misordered)["sorted"] == 0
    assert earned(misordered)["shape"] == 1


def test_the_point_for_structure_is_lost_with_a_note_on_it() -> None:
    assert earned(replace(ALL_RIGHT, notes=("You group by name.",)))["shape"] == 0


def test_the_feedback_says_what_is_wrong_and_gives_hints() -> None:
    assert evaluate_query(QUESTION, ALL_WRONG, "1").feedback == (
        "A column is missing. To go further: Look at the missing rows. Keep everybody."
    )


def test_a_spoken_question_cannot_be_answered_by_a_query() -> None:
    with pytest.raises(ValueError, match="not answered by a query"):
        evaluate_query(replace(QUESTION, sql=None), ALL_RIGHT, "1")
