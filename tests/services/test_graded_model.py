from dataclasses import replace

import pytest

from athena.domain.questions import Question
from athena.domain.scoring.neighbours import MOVED, Graded
from athena.services.graded_model import GradedModel
from tests.services.small import CTES, JOINS, OFFLINE

GOOD = "you also get the rows of the left side that found no partner, filled up with nulls, number "
BAD = "it is only a quicker way to write the very same thing as the other one, number "
GRADED = [
    Graded(f"{kind}-{i}", text + str(i), score)
    for i in range(12)
    for kind, text, score in (("good", GOOD, 0.9), ("bad", BAD, 0.1))
]


def rubric_score(question: Question, text: str) -> float:
    return OFFLINE(question, text).score or 0.0


@pytest.fixture(scope="module")
def model() -> GradedModel:
    return GradedModel([(JOINS, GRADED)], rubric_score)


def test_an_answer_is_expected_to_be_graded_like_its_neighbours(model: GradedModel) -> None:
    good = model.expected(JOINS, GOOD + "twenty", 0.0)
    bad = model.expected(JOINS, BAD + "twenty", 0.0)
    assert good > 0.4 > 0.2 > bad


def test_a_question_without_graded_answers_keeps_the_rubric_score(model: GradedModel) -> None:
    assert model.expected(CTES, GOOD, 0.25) == 0.25
    given = OFFLINE(CTES, "It makes it readable.")
    assert model.moved(CTES, "It makes it readable.", given) == given


def test_few_graded_answers_move_little() -> None:
    few = GradedModel([(JOINS, GRADED[:2])], rubric_score)
    many = GradedModel([(JOINS, GRADED)], rubric_score)
    assert few.expected(JOINS, GOOD, 0.0) < many.expected(JOINS, GOOD, 0.0) / 2


def test_nothing_graded_changes_nothing() -> None:
    assert GradedModel([], rubric_score).expected(JOINS, GOOD, 0.5) == 0.5


def test_a_moved_evaluation_names_the_graded_answers(model: GradedModel) -> None:
    text = GOOD + "twenty, the unmatched ones"
    given = replace(OFFLINE(JOINS, text), score=0.5)
    after = model.moved(JOINS, text, given)
    assert MOVED in after.flags
    assert all(near.score == 0.9 for near in after.neighbours)


def test_the_same_grades_teach_the_same(model: GradedModel) -> None:
    again = GradedModel([(JOINS, GRADED)], rubric_score)
    assert again.expected(JOINS, GOOD, 0.2) == model.expected(JOINS, GOOD, 0.2)
