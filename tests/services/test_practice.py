"""Coding problems on one's own, on a real sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language, ProblemBank
from athena.errors import InputError, NotFoundError
from athena.grading.bench import QueryBench
from athena.sandbox.values import Cancel, QueryFault
from athena.services.practice import LONGEST_CODE, Practice
from athena.services.practice_views import ProblemFilter, Status
from athena.store.database import Database
from tests.services.small import ticking
from tests.services.small_tasks import ALSO_RIGHT, ATTACK, DOUBLE, INNER, ORDERS, PROBLEMS, RIGHT


@pytest.fixture
def practice(database: Database, bench: QueryBench) -> Practice:
    return Practice(database, PROBLEMS, bench, now=ticking())


def listed(practice: Practice, wanted: ProblemFilter) -> list[str]:
    return [line.problem_id for line in practice.problems(LOCAL, "E1", wanted)]


def test_a_query_is_tried_beside_the_expected_result(practice: Practice) -> None:
    trial = practice.run(LOCAL, ORDERS.id, ALSO_RIGHT)
    assert trial.verdict == "passed"
    assert trial.table
    assert trial.expected
    assert sorted(trial.table.rows) == sorted(trial.expected.rows) == [(1, 2), (2, 1)]


def test_a_wrong_result_is_told_in_words(practice: Practice) -> None:
    trial = practice.run(LOCAL, ORDERS.id, "SELECT id, 2 FROM customers")
    assert trial.verdict == "wrong"
    assert trial.difference
    assert "column 2" in trial.difference.message


def test_a_query_that_cannot_run_is_explained(practice: Practice) -> None:
    trial = practice.run(LOCAL, ORDERS.id, "SELECT nme FROM customers")
    assert (trial.verdict, trial.table) == ("error", None)
    assert trial.fault
    assert "nme" in trial.fault.message


def test_trying_out_keeps_nothing(practice: Practice) -> None:
    practice.run(LOCAL, ORDERS.id, RIGHT)
    assert practice.history(LOCAL, "E1", ORDERS.id) == []


def test_a_right_query_passes_and_is_kept(practice: Practice) -> None:
    submitted = practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    assert (submitted.verdict, submitted.score) == ("passed", 1.0)
    assert practice.history(LOCAL, "E1", ORDERS.id) == [submitted]


def test_a_query_that_is_right_on_the_visible_data_alone_is_refused(practice: Practice) -> None:
    assert practice.run(LOCAL, ORDERS.id, INNER).verdict == "passed"
    submitted = practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    assert submitted.verdict == "wrong"
    assert submitted.score is not None
    assert 0 < submitted.score < 1
    assert submitted.detail["reasons"]


def test_a_submission_that_cannot_run_tells_where(practice: Practice) -> None:
    submitted = practice.submit(LOCAL, "E1", ORDERS.id, "SELECT id,\n nme FROM customers")
    assert submitted.verdict == "error"
    assert (submitted.detail["line"], submitted.detail["column"]) == (2, 2)


def test_a_submission_that_is_cancelled_is_not_kept(practice: Practice) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(QueryFault, match="cancelled"):
        practice.submit(LOCAL, "E1", ORDERS.id, RIGHT, cancel=cancel)
    assert practice.history(LOCAL, "E1", ORDERS.id) == []


def test_words_for_the_grader_are_worth_nothing(practice: Practice) -> None:
    submitted = practice.submit(LOCAL, "E1", ORDERS.id, ATTACK)
    assert submitted.verdict == "wrong"
    assert submitted.score is not None
    assert submitted.score <= 0.1


def test_progress_goes_from_new_over_tried_to_passed(practice: Practice) -> None:
    def status() -> Status:
        return practice.problem(LOCAL, "E1", ORDERS.id).progress.status

    assert status() is Status.NEW
    practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    assert status() is Status.TRIED
    practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    assert status() is Status.PASSED
    practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    assert status() is Status.PASSED


def test_progress_is_a_persons_own(practice: Practice) -> None:
    practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    assert practice.problem(LOCAL, "E2", ORDERS.id).progress.status is Status.NEW


def test_hints_come_one_after_another_and_are_counted_with_a_submission(practice: Practice) -> None:
    shown = [practice.hint(LOCAL, "E1", ORDERS.id) for _ in range(4)]
    assert shown == [*ORDERS.hints, ORDERS.hints[-1]]
    assert practice.submit(LOCAL, "E1", ORDERS.id, RIGHT).hints_used == 3
    assert practice.problem(LOCAL, "E1", ORDERS.id).hints == ORDERS.hints
    assert practice.problem(LOCAL, "E2", ORDERS.id).hints == ()


def test_the_solution_is_not_shown_before_its_time(practice: Practice) -> None:
    practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    assert practice.problem(LOCAL, "E1", ORDERS.id).solution is None
    with pytest.raises(InputError, match="passed"):
        practice.solution(LOCAL, "E1", ORDERS.id)


def test_a_pass_reveals_the_solution_and_the_common_mistakes(practice: Practice) -> None:
    practice.submit(LOCAL, "E1", ORDERS.id, ALSO_RIGHT)
    solution = practice.solution(LOCAL, "E1", ORDERS.id)
    assert solution.queries == (RIGHT, ALSO_RIGHT)
    assert solution.mistakes == ((INNER, "An inner join drops customers without orders."),)
    assert practice.problem(LOCAL, "E1", ORDERS.id).solution == solution


def test_giving_up_reveals_the_solution_and_is_remembered(practice: Practice) -> None:
    given = practice.give_up(LOCAL, "E1", ORDERS.id)
    assert given.explanation == "A left join keeps everybody."
    assert practice.solution(LOCAL, "E1", ORDERS.id) == given
    assert practice.problem(LOCAL, "E1", ORDERS.id).progress.status is Status.GIVEN_UP


def test_the_next_problem_is_an_open_one_that_can_be_run_here(database: Database, bench: QueryBench) -> None:
    easy = replace(ORDERS, id="easy")
    hard = replace(ORDERS, id="hard", difficulty=Difficulty.ADVANCED)
    bank = ProblemBank("1", {one.id: one for one in (DOUBLE, hard, ORDERS, easy)})
    practice = Practice(database, bank, bench, now=ticking())

    def following(problem_id: str) -> str | None:
        line = practice.following(LOCAL, "E1", problem_id)
        return line.problem_id if line else None

    assert [following(name) for name in (ORDERS.id, "easy", "hard", DOUBLE.id)] == [
        "easy",
        "hard",
        ORDERS.id,
        ORDERS.id,
    ]
    practice.submit(LOCAL, "E1", "easy", RIGHT)
    practice.give_up(LOCAL, "E1", "hard")
    assert following(ORDERS.id) is None


def test_only_the_tests_that_are_not_hidden_are_shown(practice: Practice) -> None:
    assert [test.hidden for test in practice.problem(LOCAL, "E1", DOUBLE.id).tests] == [False]


def test_the_list_is_narrowed_by_every_filter(practice: Practice) -> None:
    practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    assert listed(practice, ProblemFilter()) == [ORDERS.id, DOUBLE.id]
    assert listed(practice, ProblemFilter(difficulties=(Difficulty.ADVANCED,))) == [DOUBLE.id]
    assert listed(practice, ProblemFilter(categories=(Category.JOINS,))) == [ORDERS.id]
    assert listed(practice, ProblemFilter(languages=(Language.PYTHON,))) == [DOUBLE.id]
    assert listed(practice, ProblemFilter(statuses=(Status.PASSED,))) == [ORDERS.id]
    assert listed(practice, ProblemFilter(search="outer-JOIN customer")) == [ORDERS.id]
    assert listed(practice, ProblemFilter(search="outer-join twice")) == []


def test_the_sample_shows_the_visible_rows(practice: Practice) -> None:
    tables = {table.name: table.table for table in practice.sample(LOCAL, ORDERS.id)}
    assert tables["customers"].rows == ((1, "Ann"), (2, "Bo"))
    assert [column.name for column in tables["orders"].columns] == ["id", "customer_id"]


@pytest.mark.parametrize("code", ["", " \n ", "\0", "SELECT 1" + " " * 4 + "-" * LONGEST_CODE])
def test_code_that_is_empty_or_too_long_is_refused(practice: Practice, code: str) -> None:
    with pytest.raises(InputError):
        practice.submit(LOCAL, "E1", ORDERS.id, code)
    assert practice.history(LOCAL, "E1", ORDERS.id) == []


def test_an_unknown_problem_is_not_found(practice: Practice) -> None:
    with pytest.raises(NotFoundError):
        practice.problem(LOCAL, "E1", "nowhere")


def test_a_problem_in_another_language_cannot_be_run_here(practice: Practice) -> None:
    with pytest.raises(InputError, match="Only SQL"):
        practice.submit(LOCAL, "E1", DOUBLE.id, "print(1)")


def test_the_database_knows_the_problems_of_the_bank(
    practice: Practice, database: Database, bench: QueryBench
) -> None:
    renamed = replace(ORDERS, title="Anew")
    Practice(database, ProblemBank("2+b", {renamed.id: renamed}), bench)
    rows = database.read("SELECT problem_id, title, version, retired FROM problems ORDER BY problem_id DESC")
    assert [tuple(row.values()) for row in rows] == [
        (ORDERS.id, "Anew", "2+b", False),
        (DOUBLE.id, "Double it", "1+a", True),
    ]
