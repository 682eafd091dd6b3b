from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from athena.errors import NotFoundError
from athena.services.snapshots import SnapshotRequests, Snapshots, folder_of, of_running_app
from athena.store.database import Database

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "a.duckdb")


@pytest.fixture
def database(tmp_path: Path, folder: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "a.duckdb", folders=[folder])
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def snapshots(database: Database, folder: Path, clock: Clock) -> Snapshots:
    return Snapshots(database, folder, clock=clock)


def add(database: Database, name: str) -> None:
    with database.transaction() as tx:
        tx.insert(
            "employees", {"employee_id": name, "identity": name, "name": name, "created_at": "2026-01-01"}
        )


def names(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM employees ORDER BY 1").fetchall()]


def test_the_first_one_shows_what_is_there(snapshots: Snapshots, database: Database) -> None:
    add(database, "Jo")
    latest = snapshots.latest()
    assert (names(latest.path), latest.as_of) == (["Jo"], START)


def test_it_is_made_anew_when_the_data_moved_and_two_seconds_passed(
    snapshots: Snapshots, database: Database, clock: Clock
) -> None:
    snapshots.latest()
    add(database, "Jo")
    clock.now += timedelta(seconds=2)
    assert names(snapshots.latest().path) == ["Jo"]


def test_it_stays_when_the_last_one_is_younger_than_two_seconds(
    snapshots: Snapshots, database: Database, clock: Clock
) -> None:
    first = snapshots.latest()
    add(database, "Jo")
    clock.now += timedelta(seconds=1)
    assert snapshots.latest() is first


def test_it_stays_when_nothing_was_written(snapshots: Snapshots, clock: Clock) -> None:
    first = snapshots.latest()
    clock.now += timedelta(hours=1)
    assert snapshots.latest() is first


def test_a_forced_one_shows_this_moment(snapshots: Snapshots, database: Database) -> None:
    snapshots.latest()
    add(database, "Jo")
    assert names(snapshots.latest(force=True).path) == ["Jo"]


def test_a_forced_one_of_the_same_data_is_as_of_now(snapshots: Snapshots, clock: Clock) -> None:
    snapshots.latest()
    clock.now += timedelta(hours=1)
    assert snapshots.latest(force=True).as_of == clock.now


def test_a_reader_keeps_what_it_opened(snapshots: Snapshots, database: Database, tmp_path: Path) -> None:
    first = snapshots.latest().path
    with first.open("rb") as kept:
        before = first.read_bytes()
        add(database, "Jo")
        snapshots.latest(force=True)
        assert kept.read() == before


def test_nothing_but_the_snapshot_is_left_in_the_folder(
    snapshots: Snapshots, database: Database, folder: Path
) -> None:
    folder.mkdir(parents=True)
    (folder / "making-killed.duckdb").write_bytes(b"half")
    for name in ("Jo", "Al"):
        add(database, name)
        snapshots.latest(force=True)
    assert [path.name for path in folder.iterdir()] == ["athena.duckdb"]


def test_a_large_one_is_brought_up_to_date(database: Database, folder: Path) -> None:
    snapshots = Snapshots(database, folder, rebuilt_up_to=-1)
    snapshots.latest()
    add(database, "Jo")
    snapshots.latest(force=True)
    add(database, "Al")
    assert names(snapshots.latest(force=True).path) == ["Al", "Jo"]


def test_another_process_is_served_by_the_running_app(
    snapshots: Snapshots, database: Database, folder: Path
) -> None:
    add(database, "Jo")
    requests = SnapshotRequests(snapshots, folder)
    try:
        assert names(of_running_app(folder, 30).path) == ["Jo"]
    finally:
        requests.close()


def test_a_first_one_is_made_before_anybody_asks(snapshots: Snapshots, folder: Path) -> None:
    SnapshotRequests(snapshots, folder).close()
    assert of_running_app(folder, 0).as_of == START


def test_an_app_that_does_not_answer_leaves_its_last_one(snapshots: Snapshots, folder: Path) -> None:
    snapshots.latest()
    assert of_running_app(folder, 0).as_of == START


def test_no_snapshot_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="has not made a snapshot"):
        of_running_app(tmp_path / "none", 0)
