"""Which coding problems are recommended."""

from __future__ import annotations

from athena.domain.insights import Mean
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language
from athena.services.practice_views import ProblemLine, Progress, Status
from athena.services.recommending import recommended

WEAK_JOINS = Mean("joins", 10, 0.2)
WEAK_SKILL = Mean("row-number", 10, 0.5)


def problem(
    name: str,
    category: Category = Category.JOINS,
    *skills: str,
    difficulty: Difficulty = Difficulty.BEGINNER,
    status: Status = Status.NEW,
) -> ProblemLine:
    return ProblemLine(name, name, difficulty, category, skills, Language.SQL, Progress(status))


def ids(*lines: ProblemLine) -> list[str]:
    return [one.line.problem_id for one in recommended(lines, [WEAK_SKILL], [WEAK_JOINS])]


def test_the_greatest_need_comes_first() -> None:
    assert ids(problem("b", Category.CTE, "row-number"), problem("a")) == ["a", "b"]


def test_the_easier_of_two_comes_first() -> None:
    assert ids(problem("hard", difficulty=Difficulty.ADVANCED), problem("easy")) == ["easy", "hard"]


def test_what_is_solved_or_given_up_is_not_recommended() -> None:
    assert ids(problem("a", status=Status.PASSED), problem("b", status=Status.GIVEN_UP)) == []


def test_what_was_tried_still_is() -> None:
    assert ids(problem("a", status=Status.TRIED)) == ["a"]


def test_a_problem_about_nothing_weak_is_left_out() -> None:
    assert ids(problem("a", Category.CTE, "recursion")) == []


def test_one_weakness_does_not_crowd_out_another() -> None:
    assert ids(problem("a"), problem("b"), problem("c"), problem("d", Category.CTE, "row-number")) == [
        "a",
        "b",
        "d",
    ]


def test_the_weakness_named_is_the_greatest_a_problem_trains() -> None:
    (one,) = recommended([problem("a", Category.JOINS, "row-number")], [WEAK_SKILL], [WEAK_JOINS])
    assert one.weakness == WEAK_JOINS
