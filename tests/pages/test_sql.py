"""The SQL editor's page on a real sandbox; what is typed is put where the editor would put it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from athena import bootstrap
from athena.config import Settings
from athena.domain.access import LOCAL
from athena.sandbox.sandbox import Sandbox
from athena.services.copies import Copies
from athena.services.queries import Workbench
from athena.services.snapshots import folder_of
from athena.store.database import Database
from athena.ui.editor import background
from athena.ui.frame import SQL
from tests.pages.conftest import SHELL
from tests.pages.walking import press


class BenchAlone:
    """The app as far as this page knows it."""

    settings = Settings()

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def workbench(tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    file = tmp_path / "a.duckdb"
    database = Database.open(file, folders=[folder_of(file)])
    with database.transaction() as tx:
        for number, name in enumerate(("Ada", "Bob")):
            row = {
                "employee_id": f"E{number}",
                "identity": name,
                "name": name,
                "created_at": datetime(2026, 3, 1),
            }
            tx.insert("employees", row)
    workbench = Workbench(database, sandbox, Copies.of(database, folder_of(file)))
    monkeypatch.setattr(bootstrap, "current", lambda: BenchAlone(workbench))
    monkeypatch.setattr(background, "PATIENCE_S", 60.0)  # AppTest does not look again by itself
    yield workbench
    database.close()


@pytest.fixture
def page(workbench: Workbench) -> AppTest:
    return opened()


def opened(**address: str) -> AppTest:
    """Open the page with what stands in its address."""
    page = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in address.items():
        page.query_params[name] = value
    page.switch_page(SQL)
    return page.run()


def typed(page: AppTest, text: str, version: int = 0) -> AppTest:
    """Type a text into the editor."""
    page.session_state[f"sql:editor:{version}"] = {"text": text}
    return page.run()


def ran(page: AppTest, text: str) -> AppTest:
    return press(typed(page, text), "Run")


def test_a_query_is_answered_with_its_rows(page: AppTest) -> None:
    ran(page, "SELECT name FROM employees ORDER BY name")
    assert page.dataframe[0].value["name"].tolist() == ["Ada", "Bob"]


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("", "no query"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("DELETE FROM employees", "read"),
        ("SELECT nam FROM employees", "nam"),
    ],
)
def test_bad_input_gets_one_clear_sentence(page: AppTest, sql: str, sentence: str) -> None:
    ran(page, sql)
    (error,) = page.error
    assert sentence in error.value.lower()


def test_a_fault_names_its_line(page: AppTest) -> None:
    ran(page, "SELECT name\nFROM employes")
    (error,) = page.error
    assert error.proto.title == "Line 2, column 6"


def test_a_parameter_becomes_a_widget_whose_value_is_used(page: AppTest) -> None:
    typed(page, "SELECT name FROM employees WHERE name = $who")
    page.text_input(key="value:text:who").set_value("Ada")
    press(page, "Run")
    assert page.dataframe[0].value["name"].tolist() == ["Ada"]


def test_what_was_run_is_in_the_history_of_a_later_visit(page: AppTest) -> None:
    ran(page, "SELECT 41 + 1")
    assert any("SELECT 41" in button.label for button in opened().button)


def test_a_link_opens_the_query_it_names(workbench: Workbench) -> None:
    saved = workbench.save(LOCAL, "Everybody", "SELECT count(*) AS people FROM employees")
    page = press(opened(query=saved.saved_id), "Run")
    assert page.dataframe[0].value["people"].tolist() == [2]


def test_a_link_that_leads_nowhere_says_so(workbench: Workbench) -> None:
    (error,) = opened(query="gone").error
    assert "no saved query" in error.value


def test_a_query_in_the_address_is_shown_and_not_run(workbench: Workbench) -> None:
    page = opened(sql="SELECT 7")
    assert not page.dataframe
    assert workbench.history(LOCAL) == []


def test_the_tables_are_listed_with_their_columns(page: AppTest) -> None:
    labels = [button.label for button in page.button]
    assert "Insert employees" in labels
    assert any(label.startswith("department") for label in labels)


def test_words_of_the_data_are_no_markup(page: AppTest) -> None:
    ran(page, "SELECT '<b>x</b> **y**' AS t")
    assert page.dataframe[0].value["t"].tolist() == ["<b>x</b> **y**"]
