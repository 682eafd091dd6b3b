from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from athena.cli.sql import main
from athena.services.snapshots import SnapshotRequests, Snapshots, folder_of
from athena.store.database import Database

PERSON = {"employee_id": "E1", "identity": "secret-identity", "name": "Jo", "created_at": "2026-01-01"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one person, the one the settings name."""
    path = tmp_path / "data" / "athena.duckdb"
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{path}")
    with closing(Database.open(path)) as database, database.transaction() as tx:
        tx.insert("employees", PERSON)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A database file that is none of Athena's."""
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE fruit AS SELECT 'pear' AS name")
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    whole: dict[str, object] = json.loads(capsys.readouterr().out)
    return whole


def test_a_result_is_printed_as_a_table_with_its_age(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["SELECT name, 1.5 AS half FROM employees"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["name  half", "----  ----", "Jo    1.5"]
    assert "1 row, " in lines[-1]
    assert "data as of " in lines[-1]


def test_json_has_columns_rows_and_the_moment(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "SELECT 1.5 AS x, DATE '2026-03-01' AS d, 'nan'::DOUBLE AS n"]) == 0
    told = printed(capsys)
    assert set(told) == {"columns", "rows", "truncated", "elapsed_ms", "snapshot_at"}
    assert told["rows"] == [[1.5, "2026-03-01", "nan"]]
    assert told["columns"] == [
        {"name": "x", "type": "DECIMAL(2,1)"},
        {"name": "d", "type": "DATE"},
        {"name": "n", "type": "DOUBLE"},
    ]


def test_an_error_in_json_has_its_place(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "SELECT *\nFROM nowhere"]) == 1
    error = printed(capsys)["error"]
    assert isinstance(error, dict)
    assert (error["line"], error["column"]) == (2, 6)
    assert "nowhere" in error["message"]


def test_an_error_for_people_goes_to_standard_error(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["DELETE FROM employees"]) == 1
    assert "line 1, column 1: The data can only be read here" in capsys.readouterr().err


def test_parameters_are_numbers_or_text(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "--param", "n=5", "--param", "t=it's", "SELECT $n + 1, $t"])
    assert printed(capsys)["rows"] == [[6, "it's"]]


def test_the_statement_may_come_from_standard_input(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"SELECT 7 AS x")))
    main(["--json", "-"])
    assert printed(capsys)["rows"] == [[7]]


def test_a_batch_prints_one_line_for_each_and_goes_on(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"sql": "SELECT 1"}\n{"sql": "SELEC"}\nnonsense\n{"sql": 5}\n\n'
        '{"sql": "SELECT $x", "params": {"x": 2}}\n'
    )
    assert main(["--batch", str(batch)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("rows", "error") for line in lines] == [[[1]], "error", "error", "error", [[2]]]


def test_another_file_is_read_as_it_is(store: Path, other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "--database", str(other), "FROM fruit"])
    assert printed(capsys)["rows"] == [["pear"]]


def test_of_another_store_only_what_is_for_analysts_is_shown(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = store.read_bytes()
    main(["--json", "--database", str(store), "FROM employees"])
    assert PERSON["identity"] not in capsys.readouterr().out
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"), [([], "give one statement"), (["x", "--batch", "y"], "give one statement")]
)
def test_nothing_to_run_or_too_much_is_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert told in capsys.readouterr().err


@pytest.fixture
def running(store: Path) -> Iterator[Database]:
    """An app's hold on the store. Another process has it: one alone cannot open it twice."""
    folder = folder_of(store)
    with closing(Database.open(store, folders=[folder])) as database:
        requests = SnapshotRequests(Snapshots(database, folder), folder)
        yield database
        requests.close()


def test_it_answers_while_the_app_runs(running: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with running.transaction() as tx:
        tx.insert("employees", PERSON | {"employee_id": "E2", "identity": "2", "name": "Al"})
    main(["--json", "SELECT name FROM employees ORDER BY 1"])
    assert printed(capsys)["rows"] == [["Al"], ["Jo"]]
