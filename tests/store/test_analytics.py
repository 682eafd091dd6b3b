from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from athena.store.analytics import SnapshotReader, in_full


@pytest.fixture
def reader() -> Iterator[SnapshotReader]:
    with closing(SnapshotReader()) as reader:
        yield reader


def written(path: Path, number: int) -> Path:
    """Replace the file by one that holds a number."""
    new = path.with_suffix(".new")
    with duckdb.connect(str(new)) as connection:
        connection.execute("CREATE TABLE t AS SELECT $1 AS n", [number])
    return new.replace(path)


def test_a_replaced_file_is_read_when_the_state_moved(reader: SnapshotReader, tmp_path: Path) -> None:
    path = written(tmp_path / "a.duckdb", 1)
    assert reader.read(path, "first", "FROM t") == (("n",), ((1,),))
    written(path, 2)
    assert reader.read(path, "second", "FROM t") == (("n",), ((2,),))


def test_while_the_state_stays_the_open_file_is_read(reader: SnapshotReader, tmp_path: Path) -> None:
    path = written(tmp_path / "a.duckdb", 1)
    reader.read(path, "first", "FROM t")
    written(path, 2)
    assert reader.read(path, "first", "FROM t")[1] == ((1,),)


def test_reading_leaves_no_file_behind(reader: SnapshotReader, tmp_path: Path) -> None:
    reader.read(written(tmp_path / "a.duckdb", 1), "first", "FROM t")
    assert [file.name for file in tmp_path.iterdir()] == ["a.duckdb"]


def test_what_is_not_a_number_is_none(reader: SnapshotReader, tmp_path: Path) -> None:
    path = written(tmp_path / "a.duckdb", 1)
    assert reader.read(path, 1, "SELECT 'nan'::DOUBLE AS x FROM t")[1] == ((None,),)


def test_values_are_written_into_a_query_as_they_would_be_bound() -> None:
    sql = in_full("a = ? AND b = ? AND c > ?", ["O'Neil?", date(2026, 3, 1), 5])
    assert sql == "a = 'O''Neil?' AND b = DATE '2026-03-01' AND c > 5"
