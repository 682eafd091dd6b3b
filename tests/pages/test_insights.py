"""The insights pages on real figures: empty, with one interview, and with demonstration data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from typing import Final
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.bootstrap import price_list
from athena.config import Settings
from athena.domain.access import LOCAL, Viewer
from athena.domain.questions import Bank
from athena.services.copies import Copies
from athena.services.demo import Demo
from athena.services.figures import Figures
from athena.services.practice_views import ProblemLine
from athena.services.snapshots import folder_of
from athena.store.database import Database, Transaction
from athena.ui.frame import FAIRNESS, OVERVIEW, PEOPLE, QUESTIONS
from tests.pages.conftest import SHELL
from tests.pages.walking import press, words
from tests.services.test_insights import put, put_session

PAGES = (OVERVIEW, PEOPLE, QUESTIONS, FAIRNESS)
ANN = "Ann · ann"


class NoProblems:
    """Practice without problems: what is recommended is tested where it is worked out."""

    def problems(self, _viewer: Viewer, _employee_id: str) -> list[ProblemLine]:
        return []


class InsightsAlone:
    """The app as far as these pages know it."""

    settings = Settings()

    def __init__(self, figures: Figures, bank: Bank) -> None:
        self.figures, self.bank, self.practice = figures, bank, NoProblems()


Fill = Callable[[Database], object]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Fill], Figures]]:
    """Give the figures of a database filled once for the whole file."""
    with ExitStack() as stack:
        known: dict[Fill, Figures] = {}

        def make(fill: Fill) -> Figures:
            if fill not in known:
                file = tmp_path_factory.mktemp("insights") / "a.duckdb"
                database = Database.open(file, folders=[folder_of(file)])
                stack.callback(database.close)
                fill(database)
                figures = Figures(Copies.of(database, folder_of(file)))
                known[fill] = stack.enter_context(closing(figures))
            return known[fill]

        yield make


@pytest.fixture
def visit(
    filled: Callable[[Fill], Figures], bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Open a page over data, at an address."""

    def opened(page: str, fill: Fill, **address: str) -> AppTest:
        app = InsightsAlone(filled(fill), bank)
        monkeypatch.setattr(bootstrap, "current", lambda: app)
        test = AppTest.from_file(SHELL, default_timeout=30).switch_page(page)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return opened


def nothing(_database: Database) -> None:
    """Leave it empty."""


def one_session(database: Database) -> None:
    with database.transaction() as tx:
        _person(tx)
        answers = ((0.5, "joins", 10), (None, "cte", 0))
        put_session(tx, str(UUID(int=1)), "ann", datetime(2026, 3, 1), "completed", "embedded", 0.0, answers)


def _person(tx: Transaction) -> None:
    row = {"employee_id": "ann", "identity": "ann", "name": "Ann", "created_at": datetime(2026, 3, 1)}
    tx.insert("employees", row | {"department": "Data", "role_title": "Analyst"})


def small_world(database: Database) -> None:
    with database.transaction() as tx:
        put(tx)


def demonstration(database: Database) -> None:
    Demo(database, load_bank(DEFAULT_FOLDER), price_list()).load(LOCAL, 12, 60)


@pytest.mark.parametrize("page", PAGES)
def test_before_the_first_interview_a_page_says_what_to_do(visit: Callable[..., AppTest], page: str) -> None:
    seen = visit(page, nothing)
    assert not seen.exception
    assert "There is no interview yet." in words(seen)
    labels = [link.proto.label for link in seen.get("page_link")]
    assert labels == ["Begin an interview", "Load the demo data"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("fill", [one_session, small_world, demonstration])
def test_a_page_is_shown_whatever_there_is(visit: Callable[..., AppTest], page: str, fill: Fill) -> None:
    seen = visit(page, fill, period="All time")
    assert not seen.exception
    assert not seen.error


def test_the_overview_tells_the_key_figures(visit: Callable[..., AppTest]) -> None:
    seen = visit(OVERVIEW, small_world, period="All time")
    assert [metric.value for metric in seen.metric] == ["5", "75%", "60%", "30 s", "$0.50"]


def test_the_overview_of_a_shared_address_is_filtered(visit: Callable[..., AppTest]) -> None:
    seen = visit(OVERVIEW, small_world, period="All time", department="Web")
    assert seen.metric[0].value == "1"


def test_a_person_is_chosen_by_the_address(visit: Callable[..., AppTest]) -> None:
    seen = visit(PEOPLE, small_world, person=ANN)
    assert [metric.value for metric in seen.metric] == ["2", "50%", "53%", "3"]
    assert "fewer than 5 answers" in words(seen)
    assert "too few for a comparison" in words(seen)


def test_until_a_person_is_chosen_the_page_asks_for_one(visit: Callable[..., AppTest]) -> None:
    assert "Choose a person" in words(visit(PEOPLE, small_world))


def test_a_person_is_compared_in_words_and_never_ranked(visit: Callable[..., AppTest]) -> None:
    first = visit(PEOPLE, demonstration)
    seen = visit(PEOPLE, demonstration, person=first.selectbox[0].options[0])
    assert not seen.exception
    assert "rank" not in words(seen).lower()


def test_every_question_of_the_bank_is_listed(visit: Callable[..., AppTest], bank: Bank) -> None:
    seen = visit(QUESTIONS, demonstration)
    assert list(seen.dataframe[0].value["Question"]) == list(bank.questions)


def test_questions_are_narrowed_by_what_stands_out(visit: Callable[..., AppTest]) -> None:
    shown = visit(QUESTIONS, small_world, flag="never asked").dataframe[0].value
    assert set(shown["Stands out"]) == {"never asked"}


def test_a_questions_text_is_shown(visit: Callable[..., AppTest], bank: Bank) -> None:
    last = list(bank.questions.values())[-1]
    seen = visit(QUESTIONS, small_world, question=last.id)
    assert last.prompt in [text.value for text in seen.text]


def test_groups_too_small_to_say_anything_are_named_as_such(visit: Callable[..., AppTest]) -> None:
    seen = visit(FAIRNESS, small_world)
    (warning,) = seen.warning
    assert "Too small to say anything" in warning.value
    assert "Data (2 people, 3 interviews); Web (1 person, 1 interview)" in warning.value
    assert list(seen.table[0].value["What it says"]) == ["Too small", "Too small"]
    assert list(seen.table[0].value["Impact ratio"]) == ["–", "–"]


def test_the_cut_in_the_address_decides_who_is_selected(visit: Callable[..., AppTest]) -> None:
    assert list(visit(FAIRNESS, small_world).table[0].value["Selected"]) == ["2", "0"]
    assert list(visit(FAIRNESS, small_world, cut="40").table[0].value["Selected"]) == ["3", "1"]


def test_modes_are_compared_where_the_address_says_so(visit: Callable[..., AppTest]) -> None:
    assert list(visit(FAIRNESS, small_world, by="Mode").table[0].value["Group"]) == ["text", "voice"]


class TestDaysDraggedAcrossTheTrend:
    DAY: Final = {"period": "All time", "from": "2026-03-09", "to": "2026-03-09"}

    def test_they_stand_in_the_address_and_narrow_the_figures(self, visit: Callable[..., AppTest]) -> None:
        seen = visit(OVERVIEW, small_world, **self.DAY)
        assert seen.metric[0].value == "2"
        assert "Only 09 Mar 2026 to 09 Mar 2026" in seen.info[0].value

    def test_they_are_taken_back_by_a_button(self, visit: Callable[..., AppTest]) -> None:
        seen = press(visit(OVERVIEW, small_world, **self.DAY), "Show the whole period")
        assert seen.metric[0].value == "5"
        assert "from" not in seen.query_params

    def test_what_is_no_day_is_passed_over(self, visit: Callable[..., AppTest]) -> None:
        assert visit(OVERVIEW, small_world, **self.DAY | {"to": "soon"}).metric[0].value == "5"
