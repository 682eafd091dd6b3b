"""What the bank of the project holds: enough of both kinds, of every category and level."""

from collections import Counter

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import Category, Difficulty
from athena.domain.questions import Question

QUESTIONS = tuple(load_bank(DEFAULT_FOLDER).questions.values())
SPOKEN = [question for question in QUESTIONS if question.sql is None]
TYPED = [question for question in QUESTIONS if question.sql is not None]


def test_there_are_enough_questions_of_both_kinds() -> None:
    assert len(SPOKEN) >= 72
    assert len(TYPED) >= 24


@pytest.mark.parametrize("questions", [SPOKEN, TYPED], ids=["spoken", "typed"])
def test_every_category_has_its_questions(questions: list[Question]) -> None:
    assert {question.category for question in questions} == set(Category)


@pytest.mark.parametrize("category", Category)
def test_every_category_is_asked_at_every_level(category: Category) -> None:
    levels = {question.difficulty for question in QUESTIONS if question.category is category}
    assert levels == set(Difficulty)


def test_tasks_to_type_are_spread_evenly_over_the_levels() -> None:
    levels = Counter(question.difficulty for question in TYPED)
    assert max(levels.values()) - min(levels.values()) <= 1
    assert set(levels) == set(Difficulty)


@pytest.mark.parametrize("question", TYPED, ids=lambda question: question.id)
def test_a_task_to_type_says_its_columns_and_their_order(question: Question) -> None:
    assert question.sql is not None
    assert "Columns, in this order:" in question.sql.statement
    assert "Order:" in question.sql.statement


@pytest.mark.parametrize("question", TYPED, ids=lambda question: question.id)
def test_an_ordered_result_is_asked_of_every_reference(question: Question) -> None:
    assert question.sql is not None
    exercise = question.sql.exercise
    assert exercise.compare.order == "required"
    assert all("order by" in gold.lower() for gold in exercise.gold)
