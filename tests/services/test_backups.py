"""Backups: whole, private, encrypted with a key, gone in time, and taken back with what was erased since."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.domain.retention import Kind, Periods
from athena.errors import AccessError, BusyError, InputError, MigrationError, StoreError
from athena.services.auditing import Auditing
from athena.services.backups import Backups
from athena.services.erasure import erase_rows
from athena.services.restoring import restore
from athena.services.snapshots import Snapshots, folder_of
from athena.store import erasures, traces
from athena.store.database import Database
from tests.services.whole import CANARIES, ID, fill, found_in, uid

KEY = bytes(range(32))
NOW = datetime(2026, 6, 1, 12, 0)
KEPT = Periods(dict.fromkeys(Kind, 30))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with one person in every table."""
    path = tmp_path_factory.mktemp("filled") / "a.duckdb"
    database = Database.open(path)
    fill(database)
    database.close()
    return path


@pytest.fixture
def path(tmp_path: Path, filled: Path) -> Path:
    (tmp_path / "data").mkdir()
    return Path(shutil.copyfile(filled, tmp_path / "data" / "a.duckdb"))


def backups_of(
    database: Database | None, path: Path, key: bytes | None = KEY, now: datetime = NOW
) -> Backups:
    audit = Auditing(database, lambda: now) if database else None
    return Backups(database, audit, path.parent / "backups", key, KEPT, lambda: now)


def backed_up(path: Path, key: bytes | None = KEY) -> Path:
    database = Database.open(path)
    try:
        return backups_of(database, path, key).make().path
    finally:
        database.close()


def people(path: Path) -> list[str]:
    database = Database.open(path)
    try:
        return [row["employee_id"] for row in database.read("SELECT employee_id FROM employees ORDER BY 1")]
    finally:
        database.close()


def add_person(path: Path, employee_id: str) -> None:
    database = Database.open(path)
    with database.transaction() as tx:
        row = {"employee_id": employee_id, "identity": employee_id.lower(), "name": "New", "created_at": NOW}
        tx.insert("employees", row)
    database.close()


def erase(path: Path, key: bytes | None = KEY) -> None:
    database = Database.open(path)
    with database.transaction() as tx:
        erase_rows(tx, ID, uid("erasure"), NOW, key)
    database.close()


@pytest.mark.parametrize("key", [KEY, None])
def test_a_backup_made_while_the_database_is_open_holds_everything(path: Path, key: bytes | None) -> None:
    backup = backed_up(path, key)
    assert backup.name == f"athena-20260601-120000.duckdb{'.sealed' if key else ''}"
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in backup.parent.iterdir()] == [backup.name]
    add_person(path, "E9")
    restore(backup, path, backups_of(None, path, key), key)
    assert people(path) == [ID]


def test_with_a_key_nothing_can_be_read_in_a_backup_and_without_it_can(path: Path) -> None:
    backed_up(path)
    assert found_in(path.parent / "backups") == {}
    backed_up(path, None)
    assert found_in(path.parent / "backups")


def test_a_backup_is_listed_with_the_day_it_goes_and_noted(path: Path) -> None:
    database = Database.open(path)
    backups = backups_of(database, path)
    made = backups.make(LOCAL)
    assert backups.listed() == [made]
    assert (made.made_at, made.expires_at, made.sealed) == (NOW, NOW + timedelta(days=30), True)
    [entry] = [e for e in Auditing(database).entries(LOCAL) if e.action is Action.EXPORT]
    assert (entry.subject, entry.detail) == ("backup", {"file": made.path.name})
    database.close()


def test_only_who_may_makes_one(path: Path) -> None:
    database = Database.open(path)
    manager = Viewer("m", "M", PERMISSIONS[Role.MANAGER], Role.MANAGER)
    with pytest.raises(AccessError):
        backups_of(database, path).make(manager)
    database.close()


def test_what_is_older_than_its_time_goes_and_nothing_else(path: Path) -> None:
    backup = backed_up(path)
    other = backup.with_name("athena-notes.txt")
    other.write_text("mine")
    left = backup.with_name(".making-athena-20260101-000000.duckdb")
    left.write_text("half")
    assert backups_of(None, path, now=NOW + timedelta(days=29)).expire() == []
    assert backup.exists()
    assert [one.path for one in backups_of(None, path, now=NOW + timedelta(days=30)).expire()] == [backup]
    assert [one.name for one in backup.parent.iterdir()] == [other.name]


def test_the_daily_backup_is_made_once_a_day(path: Path) -> None:
    database = Database.open(path)
    for hours, number in ((0, 1), (1, 1), (24, 2), (25, 2)):
        backups = backups_of(database, path, now=NOW + timedelta(hours=hours))
        backups.daily()
        assert len(backups.listed()) == number
    database.close()


def test_a_folder_that_cannot_be_written_is_told_in_words(path: Path) -> None:
    (path.parent / "backups").write_text("a file")
    with pytest.raises(StoreError, match="No backup can be written in .* ATHENA_BACKUP_FOLDER"):
        backed_up(path)


def test_what_was_there_is_kept_aside_when_a_backup_is_restored(path: Path) -> None:
    backup = backed_up(path)
    add_person(path, "E9")
    restored = restore(backup, path, backups_of(None, path, now=NOW + timedelta(hours=1)), KEY)
    assert restored.aside is not None
    assert restored.aside.path.name == "athena-20260601-130000-before-restore.duckdb.sealed"
    restore(restored.aside.path, path, backups_of(None, path, now=NOW + timedelta(hours=2)), KEY)
    assert people(path) == ["E9", ID]


def test_copies_of_what_was_there_before_go(path: Path) -> None:
    backup = backed_up(path)
    database = Database.open(path, folders=[folder_of(path)])
    Snapshots(database, folder_of(path)).latest()
    database.close()
    restore(backup, path, backups_of(None, path), KEY)
    assert not folder_of(path).exists()


def test_a_backup_is_restored_where_nothing_was(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path)
    elsewhere = tmp_path / "new" / "b.duckdb"
    assert restore(backup, elsewhere, backups_of(None, elsewhere), KEY).aside is None
    assert people(elsewhere) == [ID]
    assert [one.name for one in elsewhere.parent.iterdir()] == ["b.duckdb"]


def test_a_damaged_database_is_kept_as_it_is_and_replaced(path: Path) -> None:
    backup = backed_up(path)
    path.write_bytes(b"rubbish")
    restored = restore(backup, path, backups_of(None, path), KEY)
    assert restored.aside
    assert people(path) == [ID]


@pytest.mark.parametrize("change", ["cut off", "changed", "another key", "no key"])
def test_a_backup_that_is_not_sound_is_refused_and_changes_nothing(path: Path, change: str) -> None:
    backup = backed_up(path)
    data, key = bytearray(backup.read_bytes()), KEY
    if change == "cut off":
        del data[-70_000:]
    elif change == "changed":
        data[len(data) // 2] ^= 1
    given = {"another key": bytes(32), "no key": None}.get(change, key)
    backup.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(InputError):
        restore(backup, path, backups_of(None, path), given)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"a.duckdb", "backups"}
    assert len(list(backup.parent.iterdir())) == 1


def test_another_file_is_no_backup(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    other.write_text("hello")
    with pytest.raises(InputError, match="not a backup of Athena's database"):
        restore(other, path, backups_of(None, path), None)
    with pytest.raises(InputError, match="no file"):
        restore(tmp_path / "nowhere", path, backups_of(None, path), None)
    assert people(path) == [ID]


def test_a_backup_of_a_newer_version_is_refused(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as tx:
        tx.insert("schema_version", {"number": 9999, "name": "x", "sha256": "x", "applied_at": NOW})
    backup = backups_of(database, path, None).make().path
    with database.transaction() as tx:
        tx.run("DELETE FROM schema_version WHERE number = 9999")
    database.close()
    with pytest.raises(MigrationError, match="newer Athena"):
        restore(backup, path, backups_of(None, path), None)
    assert people(path) == [ID]


def test_nothing_is_restored_while_athena_runs(path: Path) -> None:
    backup = backed_up(path)
    held = Database.open(path, folders=[path.parent / "x"])
    with pytest.raises(BusyError):
        restore(backup, path, backups_of(None, path), KEY)
    held.close()


def test_who_was_erased_since_is_erased_from_the_restored_backup_as_well(path: Path) -> None:
    backup = backed_up(path)
    erase(path)
    restored = restore(backup, path, backups_of(None, path), KEY)
    assert (restored.erased, restored.unsure) == (1, 0)
    database = Database.open(path)
    assert traces.texts_with(database, CANARIES) == {}
    assert [one.erasure_id for one in erasures.everything(database)] == [uid("erasure")]
    database.close()
    assert found_in(path.parent) == {}


def test_whoever_was_signed_in_then_has_to_sign_in_again(path: Path) -> None:
    backup = backed_up(path)
    restore(backup, path, backups_of(None, path), KEY)
    database = Database.open(path)
    for table in ("sign_ins", "one_time_links"):
        assert database.read(f"FROM {table}") == []
    database.close()


def test_without_a_key_it_is_told_that_somebody_may_be_back(path: Path) -> None:
    backup = backed_up(path, None)
    erase(path, None)
    restored = restore(backup, path, backups_of(None, path, None), None)
    assert (restored.erased, restored.unsure) == (0, 1)
    assert people(path) == [ID]


def test_a_check_says_whether_backups_can_be_written_and_the_newest_be_read(path: Path) -> None:
    backups_of(None, path).check()
    backed_up(path)
    backups_of(None, path).check()
    with pytest.raises(InputError, match="another key"):
        backups_of(None, path, bytes(32)).check()
    with pytest.raises(InputError, match="Set ATHENA_ENCRYPTION_KEY"):
        backups_of(None, path, None).check()
    shutil.rmtree(path.parent / "backups")
    (path.parent / "backups").write_text("a file")
    with pytest.raises(StoreError, match="No backup can be written"):
        backups_of(None, path).check()
