"""What the problems of the project hold: enough of every category and level."""

from collections import Counter

import pytest

from athena.bank.paths import PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language, Problem

PROBLEMS = tuple(load_problems(PROBLEM_FOLDER).problems.values())
QUERIES = [problem for problem in PROBLEMS if problem.language is Language.SQL]


def test_there_are_enough_problems_of_both_languages() -> None:
    assert len(QUERIES) >= 40
    assert len(PROBLEMS) - len(QUERIES) >= 5


@pytest.mark.parametrize("category", Category)
def test_every_category_has_queries_to_write(category: Category) -> None:
    assert any(problem.category is category for problem in QUERIES)


def test_at_least_ten_queries_are_advanced() -> None:
    levels = Counter(problem.difficulty for problem in QUERIES)
    assert levels[Difficulty.ADVANCED] >= 10
    assert set(levels) == set(Difficulty)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_a_problem_has_three_hints(problem: Problem) -> None:
    assert len(problem.hints) == 3


@pytest.mark.parametrize("problem", QUERIES, ids=lambda problem: problem.id)
def test_a_query_comes_with_wrong_answers_and_why_they_are_wrong(problem: Problem) -> None:
    assert problem.exercise
    assert problem.exercise.wrong_variants
    assert all(variant.why.strip() for variant in problem.exercise.wrong_variants)
