"""Whole copies of the database: what is deleted is gone from the file, and everybody works on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from athena.errors import StoreError
from athena.store.database import Database
from athena.store.rewriting import fresh_beside

CANARY = "Zebedee Quagmire"


def add(database: Database, name: str, person: str = "X") -> None:
    with database.transaction() as tx:
        row = {"employee_id": name, "identity": name, "name": person, "created_at": "2026-01-01"}
        tx.insert("employees", row)


def names(database: Database) -> list[str]:
    return [row["employee_id"] for row in database.read("SELECT employee_id FROM employees ORDER BY 1")]


def found_in(folder: Path) -> list[str]:
    return [
        path.name for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()
    ]


def delete_the_canary(database: Database) -> None:
    add(database, "kept")
    add(database, "gone", CANARY)
    with database.transaction() as tx:
        tx.run("DELETE FROM employees WHERE employee_id = 'gone'")


def test_deleted_rows_stay_readable_in_the_file_until_it_is_compacted(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    delete_the_canary(database)
    assert found_in(tmp_path)
    database.compact()
    assert found_in(tmp_path) == []
    assert names(database) == ["kept"]
    database.close()
    assert found_in(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]


def test_what_is_written_after_compacting_is_there_after_reopening(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    delete_the_canary(database)
    database.compact()
    add(database, "later")
    database.compact()
    add(database, "last")
    database.close()
    again = Database.open(tmp_path / "a.duckdb")
    assert names(again) == ["kept", "last", "later"]
    with pytest.raises(StoreError, match="breaks its rules"):
        add(again, "kept")
    again.close()


def test_readers_and_writers_work_on_while_it_is_compacted(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    counts: list[int] = []

    def work(number: int) -> None:
        for i in range(20):
            add(database, f"{number}-{i}")
            counts.append(len(names(database)))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        database.compact()
    for thread in threads:
        thread.join()
    assert len(names(database)) == 60
    assert len(counts) == 60
    database.close()


def test_a_fault_while_copying_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    add(database, "kept")
    in_the_way = fresh_beside(tmp_path / "a.duckdb")
    (in_the_way / "full").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written anew"):
        database.compact()
    (in_the_way / "full").rmdir()
    in_the_way.rmdir()
    add(database, "after")
    assert names(database) == ["after", "kept"]
    database.close()


def test_what_a_killed_program_left_of_a_copy_is_removed_at_the_next_start(tmp_path: Path) -> None:
    Database.open(tmp_path / "a.duckdb").close()
    fresh_beside(tmp_path / "a.duckdb").write_text("half a copy")
    Database.open(tmp_path / "a.duckdb").close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]


def test_a_copy_is_lent_with_everything_and_taken_back(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    add(database, "one")
    with database.copied() as copy:
        add(database, "two")
        copy.rename(tmp_path / "taken.duckdb")
    other = Database.open(tmp_path / "taken.duckdb")
    assert names(other) == ["one"]
    assert names(database) == ["one", "two"]
    other.close()
    database.close()


def test_no_other_file_may_be_written_beside_the_database(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    with pytest.raises(StoreError), database.transaction() as tx:
        tx.run(f"COPY employees TO '{tmp_path}/stolen.csv'")
    assert not (tmp_path / "stolen.csv").exists()
    database.close()


def test_a_database_in_memory_has_nothing_to_compact_and_no_copy(database: Database) -> None:
    add(database, "kept")
    database.compact()
    assert names(database) == ["kept"]
    with pytest.raises(StoreError, match="in memory"), database.copied():
        pass
