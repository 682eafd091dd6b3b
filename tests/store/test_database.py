from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from athena.errors import StoreError
from athena.store.database import Database
from tests.threads import in_threads

PERSON = {"identity": "x", "name": "X", "created_at": "2026-01-01"}


def add(database: Database, name: str) -> None:
    with database.transaction() as tx:
        tx.insert("employees", PERSON | {"employee_id": name, "identity": name})


def add_both_and_fail(database: Database, first: str, second: str, error: Exception | None) -> None:
    with database.transaction() as tx:
        for name in (first, second):
            tx.insert("employees", PERSON | {"employee_id": name, "identity": name})
        if error:
            raise error


def count(database: Database) -> int:
    return int(database.read("SELECT count(*) AS n FROM employees")[0]["n"])


def test_a_row_reads_as_a_dictionary_with_ids_as_text(database: Database) -> None:
    rows = database.read("SELECT '0f8fad5b-d9cb-469f-a165-70867728950e'::UUID AS id, 1 AS n")
    assert rows == [{"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "n": 1}]


def test_a_committed_row_is_there_after_reopening(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    add(database, "kept")
    database.close()
    again = Database.open(tmp_path / "a.duckdb")
    assert count(again) == 1
    again.close()


def test_an_error_inside_a_transaction_undoes_all_of_it(database: Database) -> None:
    with pytest.raises(RuntimeError):
        add_both_and_fail(database, "one", "two", RuntimeError())
    assert count(database) == 0


def test_a_refused_row_undoes_the_rows_before_it(database: Database) -> None:
    with pytest.raises(StoreError, match="breaks its rules"):
        add_both_and_fail(database, "one", "one", None)
    assert count(database) == 0


def test_writing_goes_on_after_a_transaction_failed(database: Database) -> None:
    with pytest.raises(StoreError), database.transaction() as tx:
        tx.run("SELECT * FROM nowhere")
    add(database, "next")
    assert count(database) == 1


def test_a_transaction_sees_its_own_writes_and_nobody_else_does_before_the_commit(database: Database) -> None:
    with database.transaction() as tx:
        tx.insert("employees", PERSON | {"employee_id": "new"})
        own = tx.read("SELECT count(*) AS n FROM employees")[0]["n"]
        others = count(database)
    assert (own, others) == (1, 0)


def test_a_transaction_inside_another_is_refused_instead_of_waiting_for_ever(database: Database) -> None:
    with pytest.raises(StoreError, match="inside another"), database.transaction(), database.transaction():
        pass


def test_an_upsert_replaces_the_columns_beside_the_key(database: Database) -> None:
    for name in ("First", "Second"):
        with database.transaction() as tx:
            tx.upsert("employees", ["employee_id"], PERSON | {"employee_id": "a", "name": name})
    assert database.read("SELECT name FROM employees") == [{"name": "Second"}]


def test_the_data_version_moves_with_a_commit_and_not_without_one(database: Database) -> None:
    before = database.data_version
    add(database, "a")
    with pytest.raises(RuntimeError), database.transaction():
        raise RuntimeError
    database.read("SELECT 1")
    assert database.data_version == before + 1


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(StoreError, match="is closed"):
        database.read("SELECT 1")


def test_writers_wait_for_each_other_so_that_no_update_is_lost(database: Database) -> None:
    with database.transaction() as tx:
        tx.run("CREATE TABLE tally (n INTEGER)")
        tx.run("INSERT INTO tally VALUES (0)")

    def raise_it() -> None:
        for _ in range(20):
            with database.transaction() as tx:
                seen = tx.read("SELECT n FROM tally")[0]["n"]
                tx.run("UPDATE tally SET n = ?", [seen + 1])

    in_threads([raise_it] * 6)
    assert database.read("SELECT n FROM tally") == [{"n": 120}]


def test_readers_in_many_threads_each_get_their_own_rows(database: Database) -> None:
    got: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        answers = [database.read("SELECT ? AS n FROM range(50)", [number]) for _ in range(40)]
        got[number] = [row["n"] for rows in answers for row in rows]

    in_threads([partial(ask, number) for number in range(8)])
    assert got == {number: [number] * 2_000 for number in range(8)}
