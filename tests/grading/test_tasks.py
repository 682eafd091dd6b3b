"""Every task of the project: its references pass on all data, its wrong variants do not, samples fit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, PROBLEM_FOLDER
from athena.bank.problems import load_problems
from athena.domain.problems import Problem
from athena.domain.questions import Question
from athena.grading.audit import audit_exercise, audit_samples
from athena.grading.bench import WRITTEN
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox

QUESTIONS = [question for question in load_bank(DEFAULT_FOLDER).questions.values() if question.sql]
PROBLEMS = [problem for problem in load_problems(PROBLEM_FOLDER).problems.values() if problem.exercise]


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    sandbox = Sandbox()
    grader = Grader(sandbox, effort=WRITTEN)
    yield grader
    grader.close()
    sandbox.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_task_of_a_question_is_sound(question: Question, grader: Grader) -> None:
    assert question.sql
    assert audit_exercise(question.sql.exercise, grader).faults == ()
    assert audit_samples(question, grader).faults == ()


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_the_task_of_a_problem_is_sound(problem: Problem, grader: Grader) -> None:
    assert problem.exercise
    assert audit_exercise(problem.exercise, grader).faults == ()
