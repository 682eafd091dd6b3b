"""The Python problems that come with the app: solutions pass, wrong programs fail where nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.bank.paths import PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.domain.problems import Problem, ProgramTask
from athena.runner.judge0 import Judge0Runner
from athena.runner.values import Case, Program, RunStatus
from tests.runner.fakes_judge0 import judging, runner_of

PROBLEMS = [problem for problem in load_problems(PROBLEM_FOLDER).problems.values() if problem.program]


@pytest.fixture(scope="module")
def runner() -> Iterator[Judge0Runner]:
    with judging() as server, runner_of(server) as runner:
        yield runner


def passes(runner: Judge0Runner, problem: Problem, code: str) -> list[tuple[bool, bool]]:
    """Return for each test whether it is hidden and whether the program passes it."""
    task = task_of(problem)
    cases = [Case(test.stdin, test.expected_output) for test in task.tests]
    results = runner.run_each(Program(problem.language, code), cases)
    assert RunStatus.UNAVAILABLE not in {result.status for result in results}
    return [
        (test.hidden, result.status is RunStatus.ACCEPTED)
        for test, result in zip(task.tests, results, strict=True)
    ]


def task_of(problem: Problem) -> ProgramTask:
    assert problem.program
    return problem.program


def test_there_are_five() -> None:
    assert len(PROBLEMS) == 5
    assert {len(task_of(problem).wrong_variants) >= 4 for problem in PROBLEMS} == {True}


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_the_solution_passes_every_test(problem: Problem, runner: Judge0Runner) -> None:
    assert all(passed for _, passed in passes(runner, problem, task_of(problem).solution))


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_a_wrong_program_passes_what_is_seen_and_fails_what_is_hidden(
    problem: Problem, runner: Judge0Runner
) -> None:
    for wrong in task_of(problem).wrong_variants:
        found = passes(runner, problem, wrong.code)
        assert all(passed for hidden, passed in found if not hidden), wrong.id
        assert not all(passed for hidden, passed in found if hidden), wrong.id


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_the_starter_alone_passes_no_test(problem: Problem, runner: Judge0Runner) -> None:
    assert not any(passed for _, passed in passes(runner, problem, task_of(problem).starter))
