"""Erasure: nothing of a person can be read any more in any file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.domain.retention import Kind, Periods
from athena.errors import AccessError, InputError, NotFoundError, StoreError
from athena.services.auditing import Auditing
from athena.services.backups import Backups
from athena.services.copies import Copies
from athena.services.erasure import Erasing, digest_of
from athena.services.snapshots import folder_of
from athena.services.tidying import Tidying
from athena.store import traces
from athena.store.database import Database
from tests.services.whole import CANARIES, ID, NAME, fill, found_in

KEY = bytes(range(32))
NOW = datetime(2026, 6, 1, 12, 0)
ADMIN = Viewer("boss", "Boss", PERMISSIONS[Role.ADMIN], Role.ADMIN)


@dataclass
class Desk:
    """The services of an erasure on a database of which snapshots were made, and what runs now."""

    folder: Path
    database: Database
    copies: Copies
    audit: Auditing
    backups: Backups
    erasing: Erasing
    live: set[str]
    silenced: list[str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database with two people in every table, and copies of it."""
    path = tmp_path_factory.mktemp("filled") / "a.duckdb"
    database = Database.open(path, folders=[folder_of(path)])
    fill(database, "E2", "Jo Lee", "other words")
    fill(database)
    copies = Copies.of(database, folder_of(path))
    copies.named.latest()
    copies.masked.latest()
    database.close()
    return path.parent


@pytest.fixture
def desk(tmp_path: Path, filled: Path) -> Iterator[Desk]:
    shutil.copytree(filled, tmp_path / "data")
    path = tmp_path / "data" / "a.duckdb"
    database = Database.open(path, folders=[folder_of(path)])
    copies = Copies.of(database, folder_of(path))
    audit, live, silenced = Auditing(database, lambda: NOW), set[str](), list[str]()
    periods = Periods(dict.fromkeys(Kind, 30))
    backups = Backups(database, audit, tmp_path / "backups", None, periods, lambda: NOW)
    erasing = Erasing(
        database,
        audit,
        Tidying(database, copies, lambda: NOW),
        backups,
        key=KEY,
        is_live=live.__contains__,
        forget_sound=silenced.extend,
        now=lambda: NOW,
    )
    yield Desk(path.parent, database, copies, audit, backups, erasing, live, silenced)
    database.close()


def test_nothing_of_an_erased_person_can_be_read_in_any_file(desk: Desk) -> None:
    assert set(found_in(desk.folder)) >= {"a.duckdb", "snapshots/a/athena.duckdb"}
    erased = desk.erasing.erase(ADMIN, ID.lower(), ID)
    assert found_in(desk.folder) == {}
    assert erased.rows == len(traces.leads(desk.database))
    assert erased.mentioned == {}
    desk.database.close()
    assert found_in(desk.folder) == {}
    assert [path.name for path in desk.folder.iterdir() if path.is_file()] == ["a.duckdb"]


def test_the_copies_show_others_and_are_made_anew_from_nothing(desk: Desk) -> None:
    desk.erasing.erase(ADMIN, ID, ID)
    for copies in (desk.copies.named, desk.copies.masked):
        assert copies.latest().path.exists()
    assert "other words" in str(found_in(desk.folder, ("other words",)))


def test_the_audit_log_keeps_that_it_happened_and_not_who_it_was(desk: Desk) -> None:
    desk.audit.note(ADMIN, Action.ROLE_CHANGE, ID, detail={"from": "candidate"})
    erased = desk.erasing.erase(ADMIN, ID, ID)
    newest, before = desk.audit.entries(LOCAL)
    assert {newest.subject, before.subject} == {erased.pseudonym}
    assert {newest.action, before.action} == {Action.DELETION, Action.ROLE_CHANGE}
    assert found_in(desk.folder) == {}


def test_the_list_of_erasures_says_when_and_nothing_of_whom(desk: Desk) -> None:
    desk.erasing.erase(ADMIN, ID, ID)
    [erased] = desk.erasing.log(ADMIN)
    assert (erased.erased_at, erased.digest) == (NOW, digest_of(KEY, ID.upper()))
    assert not any(word.lower() in str(erased).lower() for word in CANARIES)


def test_names_in_the_texts_of_others_are_told_and_not_touched(desk: Desk) -> None:
    with desk.database.transaction() as tx:
        tx.run("UPDATE reviews SET reason = ? WHERE reviewer <> ?", [f"Better than {NAME}.", ID])
    assert desk.erasing.erase(ADMIN, ID, ID).mentioned == {"reviews.reason": 1}


def test_backups_are_listed_with_the_day_they_go_and_left_as_they_are(desk: Desk) -> None:
    backup = desk.backups.make()
    held = desk.erasing.held(ADMIN, ID)
    [listed] = held.backups
    assert (listed.path, listed.expires_at) == (backup.path, NOW + timedelta(days=30))
    desk.erasing.erase(ADMIN, ID, ID)
    assert found_in(backup.path.parent)


def test_recordings_of_the_persons_interviews_are_removed(desk: Desk) -> None:
    sessions = traces.of_person(desk.database, ID).session_ids
    desk.erasing.erase(ADMIN, ID, ID)
    assert desk.silenced == list(sessions)


def test_a_person_who_is_being_interviewed_is_not_erased(desk: Desk) -> None:
    desk.live.update(traces.of_person(desk.database, ID).session_ids)
    with pytest.raises(InputError, match="interviewed right now"):
        desk.erasing.erase(ADMIN, ID, ID)
    assert desk.erasing.held(ADMIN, ID).rows


@pytest.mark.parametrize("typed", ["", "E2", NAME])
def test_without_the_id_typed_once_more_nothing_happens(desk: Desk, typed: str) -> None:
    with pytest.raises(InputError, match="once more to confirm"):
        desk.erasing.erase(ADMIN, ID, typed)
    assert desk.erasing.held(ADMIN, ID).rows


def test_nobody_erases_themselves_or_the_only_administrator(desk: Desk) -> None:
    with desk.database.transaction() as tx:
        tx.run("UPDATE accounts SET role = 'admin' WHERE identity = ?", [ID.lower()])
    with pytest.raises(InputError, match="only administrator"):
        desk.erasing.erase(LOCAL, ID, ID)
    themselves = Viewer(ID, NAME, PERMISSIONS[Role.ADMIN], Role.ADMIN)
    with pytest.raises(InputError, match="yourself"):
        desk.erasing.erase(themselves, ID, ID)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.CANDIDATE])
def test_only_who_may_sees_what_is_held_and_erases(desk: Desk, role: Role) -> None:
    viewer = Viewer("x", "X", PERMISSIONS[role], role)
    for attempt in (
        lambda: desk.erasing.held(viewer, ID),
        lambda: desk.erasing.erase(viewer, ID, ID),
        lambda: desk.erasing.log(viewer),
    ):
        with pytest.raises(AccessError):
            attempt()


def test_somebody_of_whom_nothing_is_kept_is_told_apart(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="Nothing is kept"):
        desk.erasing.held(ADMIN, "E999")
    desk.erasing.erase(ADMIN, ID, ID)
    with pytest.raises(NotFoundError):
        desk.erasing.erase(ADMIN, ID, ID)


def test_a_file_that_could_not_be_written_anew_is_written_at_the_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = desk.folder / "a.duckdb.fresh"
    (blocked / "full").mkdir(parents=True)
    with pytest.raises(StoreError, match="written anew"):
        desk.erasing.erase(ADMIN, ID, ID)
    assert desk.erasing.log(ADMIN)
    assert found_in(desk.folder)
    (blocked / "full").rmdir()
    blocked.rmdir()
    Tidying(desk.database, desk.copies).tidy_if_wanted()
    assert found_in(desk.folder) == {}
