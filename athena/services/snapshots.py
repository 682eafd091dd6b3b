"""The newest read-only copy of the data for ad-hoc SQL: made when it is asked for, never per query."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from athena.errors import NotFoundError, StoreError
from athena.store import snapshot
from athena.store.database import Database

OLD_ENOUGH = timedelta(seconds=2)
REBUILT_UP_TO = 100_000
_FILE, _WANTED = "athena.duckdb", "wanted"
_LOOK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file to read and the moment (UTC) it shows."""

    path: Path
    as_of: datetime


def folder_of(database: Path) -> Path:
    """Return the folder that holds the snapshot of the database file ``database``."""
    return database.parent / "snapshots" / database.stem


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


class Snapshots:
    """Makes snapshots of ``database`` in ``folder``, which the database may write to. Thread-safe.

    The file is replaced as a whole: whoever has it open keeps reading the old one, which is gone when the
    last reader closes it. Where an open file cannot be replaced (Windows) the old one serves on.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        rebuilt_up_to: int = REBUILT_UP_TO,
        masked: bool = False,
    ) -> None:
        """Make nothing yet; ``masked`` copies have pseudonyms for people and no texts."""
        self._database, self._folder, self._masked = database, folder, masked
        self._clock, self._rebuilt_up_to = clock, rebuilt_up_to
        self._making = threading.Lock()
        self._latest: Snapshot | None = None
        self._version = -1

    def latest(self, *, force: bool = False) -> Snapshot:
        """Return the newest snapshot, made now when the data moved and the last is older than two seconds.

        ``force`` makes it show this very moment. While another thread makes one, the last one is returned,
        unless forced. Raises StoreError.
        """
        latest = self._latest
        if latest and not force and not self._worth_making(latest):
            return latest
        if not self._making.acquire(blocking=force or latest is None):
            return latest or self.latest(force=True)
        try:
            return self._made(force=force)
        except OSError as error:
            raise StoreError(
                f"No snapshot can be written in {self._folder}: {error.strerror}. Free some space there."
            ) from error
        finally:
            self._making.release()

    def renew(self) -> None:
        """Make the file anew from nothing, if there is one: the old one may hold what was deleted since.

        When that fails there is none. Raises StoreError.
        """
        file = self._folder / _FILE
        with self._making:
            self._latest, there = None, file.exists()
            try:
                if there:
                    self._made(force=True)
            except BaseException:
                file.unlink(missing_ok=True)
                raise

    def close(self) -> None:
        """Wait for a snapshot being made; the database may be closed then."""
        with self._making:
            pass

    def _worth_making(self, latest: Snapshot) -> bool:
        return self._version != self._database.data_version and self._clock() - latest.as_of >= OLD_ENOUGH

    def _made(self, *, force: bool) -> Snapshot:
        latest = self._latest
        if latest and not force and not self._worth_making(latest):
            return latest
        version, now = self._database.data_version, self._clock()
        if latest is None or version != self._version:
            self._make(latest)
        path = self._folder / _FILE
        os.utime(path, (now.timestamp(), now.timestamp()))
        self._latest, self._version = Snapshot(path, now), version
        return self._latest

    def _make(self, latest: Snapshot | None) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in self._folder.glob("making-*"):
            left.unlink(missing_ok=True)
        new = self._folder / f"making-{uuid4().hex}.duckdb"
        try:
            self._fill(new, latest)
            with suppress(PermissionError):
                new.replace(self._folder / _FILE)
        finally:
            new.unlink(missing_ok=True)

    def _fill(self, new: Path, latest: Snapshot | None) -> None:
        """Build anew what is small; update a copy of the last one when most of it stays as it is."""
        if latest is None or snapshot.response_count(self._database) <= self._rebuilt_up_to:
            snapshot.build(self._database, new, masked=self._masked)
            return
        shutil.copyfile(latest.path, new)
        snapshot.update(self._database, new, masked=self._masked)


class SnapshotRequests:
    """Lets other processes of this machine ask for a fresh snapshot by a file in the folder.

    They cannot make one themselves: while the app runs, it alone can open the database.
    """

    def __init__(self, snapshots: Snapshots, folder: Path) -> None:
        self._snapshots, self._wanted = snapshots, folder / _WANTED
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="athena-snapshots", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._ending.set()
        self._thread.join()

    def _watch(self) -> None:
        with suppress(StoreError):
            self._snapshots.latest()  # the first visitor finds it made
        while not self._ending.wait(_LOOK_EVERY_S):
            if self._wanted.exists():
                with suppress(StoreError):
                    self._snapshots.latest(force=True)
                self._wanted.unlink(missing_ok=True)


def of_running_app(folder: Path, patience_s: float = 3.0) -> Snapshot:
    """Return the snapshot of an app that runs in another process, asked to refresh it first.

    When it does not within ``patience_s`` the last one is returned. Raises NotFoundError when there is none.
    """
    wanted, deadline = folder / _WANTED, time.monotonic() + patience_s
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        wanted.touch()
    while wanted.exists() and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY_S / 5)
    path = folder / _FILE
    try:
        return Snapshot(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except OSError as error:
        raise NotFoundError(
            "Athena is running and has not made a snapshot of its data yet. "
            "Try again in a few seconds, or stop it."
        ) from error
