from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from athena.errors import InputError, NotFoundError
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, QueryFault
from athena.services.copies import Copies
from athena.services.queries import SQL_LENGTH, Workbench
from athena.services.query_examples import EXAMPLES, Example
from athena.services.snapshots import folder_of
from athena.store.database import Database
from tests.viewers import ANN, BOB

START = datetime(2026, 3, 1, 9, 30)


class Clock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "a.duckdb", folders=[folder_of(tmp_path / "a.duckdb")])
    with database.transaction() as tx:
        row = {"employee_id": "E1", "identity": "e1", "name": "Jo", "department": "Data", "created_at": START}
        tx.insert("employees", row)
    yield database
    database.close()


@pytest.fixture
def copies(database: Database, tmp_path: Path) -> Copies:
    return Copies.of(database, folder_of(tmp_path / "a.duckdb"))


@pytest.fixture
def workbench(database: Database, sandbox: Sandbox, copies: Copies) -> Workbench:
    return Workbench(database, sandbox, copies, Clock())


def test_a_query_is_answered_from_the_data(workbench: Workbench) -> None:
    answer = workbench.run(ANN, "SELECT name FROM employees WHERE department = $d", {"d": "Data"})
    assert answer.table.rows == (("Jo",),)


def test_who_ran_what_is_recorded_with_its_rows(workbench: Workbench) -> None:
    workbench.run(ANN, "SELECT $n", {"n": 7})
    (run,) = workbench.history(ANN)
    assert (run.sql, run.parameters, run.outcome, run.rows) == ("SELECT $n", {"n": "7"}, "ok", 1)


def test_a_query_with_a_fault_is_recorded_with_its_sentence(workbench: Workbench) -> None:
    with pytest.raises(QueryFault) as caught:
        workbench.run(ANN, "SELECT nothing FROM employees")
    (run,) = workbench.history(ANN)
    assert (run.outcome, run.message, run.rows) == (caught.value.kind.value, caught.value.message, None)


def test_a_cancelled_query_is_recorded_as_cancelled(workbench: Workbench) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(QueryFault):
        workbench.run(ANN, "SELECT 1", cancel=cancel)
    assert workbench.history(ANN)[0].outcome == "cancelled"


def test_the_newest_query_comes_first_and_others_see_their_own(workbench: Workbench) -> None:
    for author, sql in ((ANN, "SELECT 1"), (BOB, "SELECT 2"), (ANN, "SELECT 3")):
        workbench.run(author, sql)
    assert [run.sql for run in workbench.history(ANN)] == ["SELECT 3", "SELECT 1"]


def test_running_queries_makes_no_new_snapshot(workbench: Workbench, database: Database) -> None:
    before = database.data_version
    workbench.run(ANN, "SELECT 1")
    assert database.data_version == before


def test_a_refresh_shows_what_was_written_meanwhile(workbench: Workbench, database: Database) -> None:
    workbench.run(ANN, "SELECT 1")
    with database.transaction() as tx:
        tx.insert("employees", {"employee_id": "E2", "identity": "e2", "name": "Al", "created_at": START})
    workbench.refresh(ANN)
    assert workbench.run(ANN, "SELECT count(*) FROM employees").table.rows == ((2,),)


def test_a_plan_is_drawn_without_running_the_query(workbench: Workbench) -> None:
    assert "employees" in workbench.explain(ANN, "SELECT * FROM employees")


def test_a_fault_in_a_planned_query_is_where_people_wrote_it(workbench: Workbench) -> None:
    with pytest.raises(QueryFault) as caught:
        workbench.explain(ANN, "SELECT zz FROM employees")
    assert (caught.value.line, caught.value.column) == (1, 8)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_every_example_runs_as_it_is(workbench: Workbench, example: Example) -> None:
    values = {one.name: "2026-03-01" for one in workbench.parameters(ANN, example.sql)}
    assert workbench.run(ANN, example.sql, values).table.columns


def test_no_two_examples_answer_the_same_question() -> None:
    assert len({example.question for example in EXAMPLES}) == len(EXAMPLES) >= 15


def test_a_parameter_takes_the_type_of_the_column_it_is_compared_with(workbench: Workbench) -> None:
    (one,) = workbench.parameters(ANN, "SELECT * FROM interview_responses WHERE score > $least")
    assert (one.name, one.kind.value) == ("least", "number")


def test_a_query_is_laid_out_in_lines(workbench: Workbench) -> None:
    assert workbench.formatted("select 1 from employees") == "SELECT\n  1\nFROM employees"


def test_what_cannot_be_read_is_not_laid_out(workbench: Workbench) -> None:
    with pytest.raises(InputError):
        workbench.formatted("SELECT (1")


def test_the_tables_are_told_with_columns_types_and_rows(workbench: Workbench) -> None:
    tables = {table.name: table for table in workbench.tables(ANN)}
    assert tables["employees"].rows == 1
    assert ("department", "VARCHAR") in tables["employees"].columns


def test_a_saved_query_is_opened_by_its_link(workbench: Workbench) -> None:
    saved = workbench.save(ANN, "  Weak   spots ", "SELECT 1")
    assert workbench.open_saved(ANN, saved.saved_id) == saved
    assert saved.name == "Weak spots"


def test_saving_under_the_same_name_keeps_the_link(workbench: Workbench) -> None:
    first = workbench.save(ANN, "Mine", "SELECT 1")
    second = workbench.save(ANN, "Mine", "SELECT 2")
    assert second.saved_id == first.saved_id
    assert [one.sql for one in workbench.saved(ANN)] == ["SELECT 2"]


def test_two_people_may_use_the_same_name(workbench: Workbench) -> None:
    assert (
        workbench.save(ANN, "Mine", "SELECT 1").saved_id != workbench.save(BOB, "Mine", "SELECT 2").saved_id
    )


def test_a_link_that_leads_nowhere_says_so(workbench: Workbench) -> None:
    with pytest.raises(NotFoundError):
        workbench.open_saved(ANN, "gone")


def test_only_the_owner_removes_a_saved_query(workbench: Workbench) -> None:
    saved = workbench.save(ANN, "Mine", "SELECT 1")
    with pytest.raises(NotFoundError):
        workbench.forget(BOB, saved.saved_id)
    workbench.forget(ANN, saved.saved_id)
    assert workbench.saved(ANN) == []


@pytest.mark.parametrize(
    ("name", "sql"), [("", "SELECT 1"), ("x" * 81, "SELECT 1"), ("ok", " "), ("ok", "x" * (SQL_LENGTH + 1))]
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(workbench: Workbench, name: str, sql: str) -> None:
    with pytest.raises(InputError):
        workbench.save(ANN, name, sql)
