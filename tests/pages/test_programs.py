"""The practice page with a Python problem, where programs can be run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.config import Settings
from athena.grading.bench import WRITTEN, QueryBench
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox
from athena.services.practice import Practice
from athena.services.programs import ProgramBench
from athena.store.database import Database
from athena.ui.editor import background
from tests.pages.test_problems import identified, opened, titles, typed
from tests.pages.walking import press, words
from tests.runner.fakes_judge0 import FakeJudge0, Fault, judging, runner_of
from tests.services.small import interviewing_on, ticking
from tests.services.small_tasks import DOUBLE, PROBLEMS


class PracticeWithPrograms:
    """The app as far as this page knows it."""

    def __init__(self, database: Database, bench: QueryBench, programs: ProgramBench) -> None:
        self.settings = Settings()
        self.interviewing = interviewing_on(database)
        self.practice = Practice(database, PROBLEMS, bench, programs=programs, now=ticking())


@pytest.fixture
def server() -> Iterator[FakeJudge0]:
    with judging() as server:
        yield server


@pytest.fixture
def problem(server: FakeJudge0, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """Jo at the Python problem."""
    database, sandbox = Database.open(":memory:"), Sandbox()
    grader = Grader(sandbox, effort=WRITTEN)
    monkeypatch.setattr(background, "PATIENCE_S", 60.0)  # AppTest does not look again by itself
    with runner_of(server) as runner:
        app = PracticeWithPrograms(database, QueryBench(sandbox, grader), ProgramBench(runner))
        app.interviewing.admit("E1", "Jo Lee", "Data")
        monkeypatch.setattr(bootstrap, "current", lambda: app)
        yield identified(opened(problem=DOUBLE.id))
    grader.close()
    sandbox.close()
    database.close()


def test_a_run_shows_the_output_beside_the_expected_one(problem: AppTest) -> None:
    page = press(typed(problem, "print(input() * 2)", DOUBLE.id), "Run")
    assert titles(page) == ["Right on 0 of 1 example"]
    assert [code.value for code in page.code][-3:] == ["2", "4", "22"]


def test_the_buttons_speak_of_examples_and_tests(problem: AppTest) -> None:
    helps = {button.label: button.help for button in problem.button}
    assert helps["Run"].startswith("On the examples.")
    assert helps["Submit"].startswith("On all tests,")


def test_a_submission_tells_the_number_of_the_hidden_test_alone(problem: AppTest) -> None:
    page = press(typed(problem, "print(4)", DOUBLE.id), "Submit")
    assert titles(page) == ["Wrong answer"]
    assert page.error[0].value == "Hidden test 2\\: the output is not the expected one\\."
    assert "Right on 1 of 2 tests" in words(page)
    assert "6" not in {code.value for code in page.code}


def test_a_pass_is_told_of_the_program(problem: AppTest) -> None:
    page = press(typed(problem, "print(int(input()) * 2)", DOUBLE.id), "Submit")
    assert "Your program is right on every test" in page.success[0].value


def test_a_runner_that_is_away_is_told(problem: AppTest, server: FakeJudge0) -> None:
    server.faults = [Fault(403)]
    page = press(typed(problem, "print(4)", DOUBLE.id), "Run")
    (warning,) = page.warning
    assert "does not let this key in" in warning.value
