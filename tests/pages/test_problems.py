"""The practice page on real services and a real sandbox; what is typed goes where the editor would put it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.config import Settings
from athena.domain.access import LOCAL
from athena.domain.interview import Difficulty
from athena.domain.problems import ProblemBank
from athena.grading.bench import WRITTEN, QueryBench
from athena.grading.grader import Grader
from athena.sandbox.sandbox import Sandbox
from athena.services.practice import Practice
from athena.services.practice_views import Status
from athena.store.database import Database
from athena.ui.editor import background
from athena.ui.frame import PROBLEMS
from tests.pages.conftest import SHELL
from tests.pages.walking import labels, press, words
from tests.services.small import interviewing_on, ticking
from tests.services.small_tasks import DOUBLE, INNER, ORDERS, RIGHT

MORE = replace(ORDERS, id="more-orders", title="More *orders*", difficulty=Difficulty.ADVANCED)
ALL = ProblemBank("1+a", {one.id: one for one in (ORDERS, MORE, DOUBLE)})


class PracticeAlone:
    """The app as far as this page knows it."""

    def __init__(self, database: Database, bench: QueryBench, bank: ProblemBank) -> None:
        self.settings = Settings()
        self.interviewing = interviewing_on(database)
        self.practice = Practice(database, bank, bench, now=ticking())


MakeApp = Callable[[ProblemBank], PracticeAlone]


@pytest.fixture(scope="module")
def bench() -> Iterator[QueryBench]:
    sandbox = Sandbox()
    grader = Grader(sandbox, effort=WRITTEN)
    yield QueryBench(sandbox, grader)
    grader.close()
    sandbox.close()


@pytest.fixture
def make_app(bench: QueryBench, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeApp]:
    database = Database.open(":memory:")
    monkeypatch.setattr(background, "PATIENCE_S", 60.0)  # AppTest does not look again by itself

    def make(bank: ProblemBank) -> PracticeAlone:
        app = PracticeAlone(database, bench, bank)
        app.interviewing.admit("E1", "Jo Lee", "Data")
        monkeypatch.setattr(bootstrap, "current", lambda: app)
        return app

    yield make
    database.close()


@pytest.fixture
def app(make_app: MakeApp) -> PracticeAlone:
    return make_app(ALL)


def opened(**address: str) -> AppTest:
    """Open the page with what stands in its address, as nobody yet."""
    page = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in address.items():
        page.query_params[name] = value
    page.switch_page(PROBLEMS)
    return page.run()


def identified(page: AppTest, employee_id: str = "E1") -> AppTest:
    page.text_input[0].input(employee_id)
    return press(page, "Continue")


@pytest.fixture
def problem(app: PracticeAlone) -> AppTest:
    """Jo at the first problem."""
    return identified(opened(problem=ORDERS.id))


def typed(page: AppTest, code: str, problem_id: str = ORDERS.id) -> AppTest:
    """Type code into the editor that stands there now."""
    _, version = page.session_state[f"problem:{problem_id}:written"]
    page.session_state[f"problem:{problem_id}:editor:{version}"] = {"text": code}
    return page.run()


def written(page: AppTest, problem_id: str = ORDERS.id) -> str:
    """Return what the editor was last given."""
    text, _ = page.session_state[f"problem:{problem_id}:written"]
    return str(text)


def titles(page: AppTest) -> list[str]:
    return [box.proto.title for kind in (page.success, page.warning, page.error, page.info) for box in kind]


def test_an_unknown_person_tells_a_name_and_practises(app: PracticeAlone) -> None:
    page = identified(opened(), "E77")
    page.text_input[0].input("Ada Lovelace")
    press(page, "Continue")
    assert "Ada Lovelace" in words(page)
    assert app.interviewing.find_employee("E77")


def test_an_id_that_cannot_be_one_is_refused_kindly(app: PracticeAlone) -> None:
    (error,) = identified(opened(), "no id!").error
    assert error.value


def test_a_folder_without_problems_gets_a_sentence(make_app: MakeApp) -> None:
    make_app(ProblemBank("0", {}))
    assert "no problems yet" in words(identified(opened()))


def test_the_list_shows_what_was_solved_and_how_much_is_left(app: PracticeAlone) -> None:
    app.practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    page = identified(opened())
    progress = [one.proto.text for one in page.get("progress")]
    assert progress == ["**Beginner** · 1 of 1 solved", "**Advanced** · 0 of 2 solved"]
    assert any("Solved" in one for one in words(page).splitlines())


def test_filters_stand_in_the_address(app: PracticeAlone) -> None:
    page = identified(opened(difficulty="Advanced", language="SQL"))
    assert "1 problem" in [caption.value for caption in page.caption]
    assert "More \\*orders\\*" in words(page)


def test_a_filter_that_leaves_nothing_says_how_to_go_on(app: PracticeAlone) -> None:
    page = identified(opened(find="nothing like it"))
    assert "No problem is like that" in words(page)
    press(page, "Clear all filters")
    assert "3 problems" in [caption.value for caption in page.caption]


def test_an_unknown_problem_is_told(app: PracticeAlone) -> None:
    page = identified(opened(problem="nowhere"))
    (error,) = page.error
    assert "no problem" in error.value
    assert labels(page)[0] == "All problems"


def test_the_statement_stands_beside_the_sample_of_every_table(problem: AppTest) -> None:
    assert ORDERS.statement in words(problem)
    assert [tab.label for tab in problem.tabs] == ["customers", "orders"]
    assert problem.dataframe[0].value["name"].tolist() == ["Ann", "Bo"]


def test_a_run_shows_the_result_beside_the_expected_one(problem: AppTest) -> None:
    press(typed(problem, "SELECT id, 2 FROM customers"), "Run")
    actual, expected = problem.dataframe[2].value, problem.dataframe[3].value
    assert actual.iloc[:, 1].tolist() == [2, 2]
    assert sorted(expected.iloc[:, 1].tolist()) == [1, 2]
    (warning,) = problem.warning
    assert "Only column 2" in warning.value.replace("\\", "")


def test_a_run_keeps_no_submission(problem: AppTest, app: PracticeAlone) -> None:
    press(typed(problem, RIGHT), "Run")
    assert titles(problem) == ["Right on the sample"]
    assert app.practice.history(LOCAL, "E1", ORDERS.id) == []


@pytest.mark.parametrize("button", ["Run", "Submit"])
def test_a_query_that_cannot_run_is_told_with_its_place(problem: AppTest, button: str) -> None:
    press(typed(problem, "SELECT id,\n nme FROM customers"), button)
    assert titles(problem) == ["Error in line 2, column 2"]


def test_nothing_written_is_asked_for(problem: AppTest) -> None:
    press(problem, "Submit")
    (warning,) = problem.warning
    assert "Write a query first" in warning.value


def test_a_wrong_submission_says_on_which_data_it_fails(problem: AppTest) -> None:
    press(typed(problem, INNER), "Submit")
    (error,) = problem.error
    assert error.proto.title == "Wrong answer"
    assert "nothing-ordered" in error.value.replace("\\", "")
    assert not any(head.value == "Solution" for head in problem.subheader)


def test_a_pass_shows_the_solution_and_the_next_problem(problem: AppTest) -> None:
    press(typed(problem, RIGHT), "Submit")
    assert titles(problem) == ["Passed"]
    assert "Solution" in [head.value for head in problem.subheader]
    press(problem, "Next problem: More \\*orders\\*")
    assert problem.query_params["problem"] == MORE.id
    assert titles(problem) == []


def test_hints_are_counted_and_there_again_later(problem: AppTest) -> None:
    press(problem, "Show hint 1")
    press(problem, "Show hint 2")
    later = identified(opened(problem=ORDERS.id))
    for page in (problem, later):
        assert "2 of 3 hints used" in words(page)
        assert "Which join keeps everybody" in words(page)
        assert "Show hint 3" in labels(page)


def test_giving_up_asks_before_it_shows_the_solution(problem: AppTest, app: PracticeAlone) -> None:
    press(problem, "Give up")
    assert app.practice.problem(LOCAL, "E1", ORDERS.id).progress.status is Status.NEW
    press(problem, "Show the solution")
    assert app.practice.problem(LOCAL, "E1", ORDERS.id).progress.status is Status.GIVEN_UP
    assert "Solution" in [head.value for head in problem.subheader]


def test_a_draft_outlasts_a_look_at_the_list(problem: AppTest) -> None:
    typed(problem, "SELECT 1 -- unfinished")
    press(problem, "All problems")
    problem.button(key=f"open_{MORE.id}").click().run()
    press(problem, "All problems")
    problem.button(key=f"open_{ORDERS.id}").click().run()
    assert written(problem) == "SELECT 1 -- unfinished"


def test_what_was_handed_in_last_is_there_on_a_later_visit(app: PracticeAlone) -> None:
    app.practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    app.practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    assert written(identified(opened(problem=ORDERS.id))) == INNER


def test_an_earlier_submission_goes_back_into_the_editor(app: PracticeAlone) -> None:
    first = app.practice.submit(LOCAL, "E1", ORDERS.id, RIGHT)
    app.practice.submit(LOCAL, "E1", ORDERS.id, INNER)
    page = identified(opened(problem=ORDERS.id))
    page.button(key=f"reopen:{first.submission_id}").click().run()
    assert written(page) == RIGHT


def test_another_person_finds_neither_draft_nor_progress(problem: AppTest, app: PracticeAlone) -> None:
    app.interviewing.admit("E2", "Bo Ray", "")
    press(typed(problem, RIGHT), "Submit")
    press(problem, "All problems")
    press(problem, "Not you?")
    page = identified(problem, "E2")
    page.button(key=f"open_{ORDERS.id}").click().run()
    assert written(page) == ""
    assert titles(page) == []


@pytest.mark.parametrize("button", ["Run", "Submit"])
def test_what_never_ends_is_cancelled_and_not_kept(
    problem: AppTest, app: PracticeAlone, button: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "PATIENCE_S", 0.0)
    press(typed(problem, "SELECT count(*), 1 FROM range(10000000000) a, range(10000000000) b"), button)
    running = problem.session_state["problem_desk"].running
    press(problem, "Cancel")
    wait([running.outcome])
    problem.run()
    (warning,) = problem.warning
    assert "cancelled" in warning.value
    assert app.practice.history(LOCAL, "E1", ORDERS.id) == []


def test_a_program_cannot_be_run_and_its_hidden_tests_stay_hidden(app: PracticeAlone) -> None:
    page = identified(opened(problem=DOUBLE.id))
    assert "Only SQL problems" in words(page)
    assert {"Run", "Submit"}.isdisjoint(labels(page))
    assert [code.value for code in page.code] == ["2", "4"]


def test_words_of_a_candidate_are_no_markup(problem: AppTest) -> None:
    press(typed(problem, "SELECT id, '<b>x</b> **y**' FROM customers"), "Run")
    (warning,) = problem.warning
    assert "\\*\\*y\\*\\*" in warning.value
    assert "\\<b\\>" in warning.value
