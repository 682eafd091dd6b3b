"""Python problems in practice, run by a server that speaks Judge0's API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.problems import Language, ProblemBank, ProgramTask, ProgramTest
from athena.errors import InputError, RunnerError
from athena.grading.bench import QueryBench
from athena.sandbox.values import Cancel, QueryFault
from athena.services.practice import Practice
from athena.services.practice_views import Status
from athena.services.programs import ProgramBench, ProgramTrial
from athena.store.database import Database
from tests.runner.fakes_judge0 import FakeJudge0, Fault, judging, runner_of
from tests.services.small import ticking
from tests.services.small_tasks import DOUBLE, ORDERS, RIGHT

TASK = ProgramTask(
    "import sys",
    (
        ProgramTest("2\n", "4\n", hidden=False),
        ProgramTest("3\n", "6\n", hidden=False),
        ProgramTest("-17\n", "-34\n", hidden=True),
        ProgramTest("0\n", "0\n", hidden=True),
    ),
    "print(int(input()) * 2)",
)
TWICE = replace(DOUBLE, program=TASK)
BANK = ProblemBank("1", {TWICE.id: TWICE, ORDERS.id: ORDERS})


@pytest.fixture(scope="module")
def server() -> Iterator[FakeJudge0]:
    with judging() as server:
        yield server


@pytest.fixture
def practice(database: Database, bench: QueryBench, server: FakeJudge0) -> Iterator[Practice]:
    with runner_of(server) as runner:
        yield Practice(database, BANK, bench, programs=ProgramBench(runner), now=ticking())


def tried(practice: Practice, code: str) -> ProgramTrial:
    trial = practice.run(LOCAL, TWICE.id, code)
    assert isinstance(trial, ProgramTrial)
    return trial


def test_a_program_is_tried_on_the_tests_everybody_sees_alone(practice: Practice) -> None:
    trial = tried(practice, "print(4)")
    assert trial.verdict == "wrong"
    assert [(one.name, one.verdict, one.output) for one in trial.tests] == [
        ("Test 1", "passed", "4"),
        ("Test 2", "wrong", "4"),
    ]
    assert trial.tests[1].reason == "Test 2: in line 1 “6” was expected, and “4” came."
    assert practice.history(LOCAL, "E1", TWICE.id) == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("print(4); print(5)", "line 2 of the output is one too many: “5”."),
        ("pass", "in line 1 “4” was expected, and “” came."),
        ("print(' 4')", "in line 1 “4” was expected, and “ 4” came."),
        ("x = 1\nraise ValueError('dear me')", "ValueError: dear me."),
    ],
)
def test_what_is_wrong_is_told_in_words(practice: Practice, code: str, reason: str) -> None:
    assert tried(practice, code).tests[0].reason == f"Test 1: {reason}"


def test_an_error_tells_its_line(practice: Practice) -> None:
    assert tried(practice, "x = 1\nprint(y)").tests[0].line == 2


def test_a_right_program_passes_and_is_kept(practice: Practice) -> None:
    submitted = practice.submit(LOCAL, "E1", TWICE.id, TASK.solution)
    assert (submitted.verdict, submitted.score, submitted.runtime_ms) == ("passed", 1.0, 21.0)
    assert practice.history(LOCAL, "E1", TWICE.id) == [submitted]
    assert practice.problem(LOCAL, "E1", TWICE.id).progress.status is Status.PASSED


def test_of_a_hidden_test_only_its_number_is_told(practice: Practice) -> None:
    submitted = practice.submit(LOCAL, "E1", TWICE.id, "n = int(input())\nprint(2 * n if n > 0 else n)")
    assert (submitted.verdict, submitted.score) == ("wrong", 0.75)
    assert submitted.detail == {
        "reasons": ["Hidden test 3: the output is not the expected one."],
        "notes": [],
        "right": {"Test 1": True, "Test 2": True, "Hidden test 3": False, "Hidden test 4": True},
        "line": None,
        "column": None,
    }


def test_a_program_cannot_carry_what_a_hidden_test_reads_out_in_an_error(practice: Practice) -> None:
    code = "n = int(input())\nif n < 0: raise ValueError(n)\nprint(2 * n)"
    submitted = practice.submit(LOCAL, "E1", TWICE.id, code)
    assert submitted.verdict == "error"
    assert submitted.detail["reasons"] == ["Hidden test 3: the program ends with an error."]
    assert submitted.detail["line"] is None
    assert "17" not in str(submitted.detail)


def test_what_the_runner_cannot_run_is_told_and_not_kept(practice: Practice, server: FakeJudge0) -> None:
    server.faults = [Fault(401)]
    with pytest.raises(RunnerError, match="JUDGE0_API_KEY"):
        practice.submit(LOCAL, "E1", TWICE.id, TASK.solution)
    assert practice.history(LOCAL, "E1", TWICE.id) == []


def test_a_cancelled_program_is_not_kept(practice: Practice) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(QueryFault, match="cancelled"):
        practice.submit(LOCAL, "E1", TWICE.id, TASK.solution, cancel=cancel)
    assert practice.history(LOCAL, "E1", TWICE.id) == []


def test_nobody_is_named_to_the_runner(practice: Practice, server: FakeJudge0) -> None:
    server.requests.clear()
    practice.submit(LOCAL, "EMPLOYEE-4711", TWICE.id, TASK.solution)
    sent = [str((asked.path, asked.query, asked.headers)) for asked in server.requests]
    fields = {name for one in server.submitted for name in one}
    assert "4711" not in "".join(sent)
    assert fields.isdisjoint({"employee_id", "name", "problem_id", "callback_url", "additional_files"})


def test_queries_are_run_as_before(practice: Practice) -> None:
    assert practice.submit(LOCAL, "E1", ORDERS.id, RIGHT).verdict == "passed"
    assert practice.runs(Language.SQL)


def test_a_program_that_is_empty_is_refused(practice: Practice) -> None:
    with pytest.raises(InputError, match="Write a program first"):
        practice.submit(LOCAL, "E1", TWICE.id, " \n")


def test_problems_in_python_are_gone_on_with_once_they_can_be_run(practice: Practice) -> None:
    line = practice.following(LOCAL, "E1", ORDERS.id)
    assert practice.runs(Language.PYTHON)
    assert line is not None
    assert line.problem_id == TWICE.id
