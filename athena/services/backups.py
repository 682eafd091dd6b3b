"""Backups of the database: whole, encrypted when there is a key, and gone when their time is up."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.retention import DAY, Kind, Periods
from athena.errors import AthenaError, InputError, StoreError
from athena.services.auditing import Auditing
from athena.services.records import utc_now
from athena.services.sealing import seal, unsealed
from athena.store import chores
from athena.store.database import Database

CHORE: Final = "backup"
_NAME: Final = re.compile(r"athena-(\d{8}-\d{6})(-before-restore)?\.duckdb(\.sealed)?")
_STAMP: Final = "%Y%m%d-%H%M%S"
_PRIVATE: Final = 0o600
LOOK_EVERY_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there. Times are naive UTC; ``expires_at`` is when it goes, None for never."""

    path: Path
    made_at: datetime
    expires_at: datetime | None
    bytes: int
    sealed: bool


class Backups:
    """Makes and lists backups in a folder. Thread-safe; ``now`` gives naive UTC."""

    def __init__(
        self,
        database: Database | None,
        audit: Auditing | None,
        folder: Path,
        key: bytes | None,
        periods: Periods,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``database`` None: only for keeping files aside and for looking."""
        self._database, self._audit, self.folder = database, audit, folder
        self._key, self._periods, self._now = key, periods, now
        self._making = threading.Lock()

    @property
    def encrypted(self) -> bool:
        """Whether backups made now are encrypted."""
        return self._key is not None

    def listed(self) -> list[Backup]:
        """Return the backups there are, the newest first."""
        found = [self._backup(path) for path in self.folder.glob("athena-*") if _NAME.fullmatch(path.name)]
        return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)

    def make(self, viewer: Viewer | None = None) -> Backup:
        """Write a backup, as of this moment, and read it back to see that it is whole. No writer waits.

        ``viewer`` None is the daily job. Raises AccessError, StoreError.
        """
        if viewer is not None:
            viewer.require(Permission.MANAGE_PRIVACY)
        if self._database is None:
            raise StoreError("There is no open database that a backup could be made of.")
        with self._making, self._database.copied() as copy:
            backup = self.keep(copy)
        with self._database.transaction(shown=False) as tx:
            chores.done(tx, CHORE, self._now())
        if self._audit:
            self._audit.note(viewer, Action.EXPORT, "backup", detail={"file": backup.path.name})
        return backup

    def keep(self, file: Path, mark: str = "") -> Backup:
        """Keep a closed database file as a backup, encrypted when there is a key. Raises StoreError."""
        try:
            return self._kept(file, mark)
        except OSError as error:
            raise self._unwritable(error) from error

    def daily(self) -> None:
        """Make a backup when the last one is a day old. Raises StoreError."""
        last = chores.last_done(self._database, CHORE) if self._database else None
        if last is None or self._now() - last >= DAY:
            self.make()

    def answer(self) -> None:
        """Make a backup when another process of this machine asked for one; tell it what went wrong."""
        if self.wanted.exists():
            try:
                self.make()
            except AthenaError as error:
                self.failed.write_text(error.message, encoding="utf-8")
            self.wanted.unlink(missing_ok=True)

    def ask(self, patience_s: float = 120.0) -> Backup:
        """Ask the app that runs in another process for a backup and wait for it. Raises StoreError."""
        before = {one.path for one in self.listed()}
        self.failed.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.wanted.touch()
        deadline = time.monotonic() + patience_s
        while self.wanted.exists() and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY_S / 5)
        made = [one for one in self.listed() if one.path not in before]
        if made:
            return made[0]
        self.wanted.unlink(missing_ok=True)
        said = (
            self.failed.read_text(encoding="utf-8") if self.failed.exists() else "It did not answer in time."
        )
        raise StoreError(f"Athena is running and made no backup. {said}")

    @property
    def wanted(self) -> Path:
        """The file by which another process asks for a backup."""
        return self.folder / ".wanted"

    @property
    def failed(self) -> Path:
        """The file that tells it what went wrong."""
        return self.folder / ".failed"

    def check(self) -> None:
        """Raise StoreError when no backup could be written, InputError when the newest cannot be read."""
        probe = self.folder / f".write-check-{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe.write_bytes(bytes(1024))
            probe.unlink()
        except OSError as error:
            raise self._unwritable(error) from error
        sealed = [one for one in self.listed() if one.sealed]
        if sealed and self._key is None:
            raise InputError(f"{sealed[0].path} is encrypted. Set ATHENA_ENCRYPTION_KEY to its key again.")
        if sealed and self._key:
            with sealed[0].path.open("rb") as file:
                next(unsealed(file, self._key))

    def due(self) -> list[Backup]:
        """Return the backups whose time is up."""
        return [one for one in self.listed() if one.expires_at and one.expires_at <= self._now()]

    def expire(self) -> list[Backup]:
        """Remove the backups whose time is up, and what was left of one that was never ended."""
        gone = self.due()
        for backup in gone:
            backup.path.unlink(missing_ok=True)
        if self._making.acquire(blocking=False):
            try:
                for left in self.folder.glob(".making-*"):
                    left.unlink(missing_ok=True)
            finally:
                self._making.release()
        return gone

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"No backup can be written in {self.folder}: {error.strerror}. Free some space there, or "
            "set ATHENA_BACKUP_FOLDER to another place."
        )

    def _kept(self, file: Path, mark: str) -> Backup:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ending = ".duckdb.sealed" if self._key else ".duckdb"
        target = self.folder / f"athena-{self._now():{_STAMP}}{mark}{ending}"
        making = self.folder / f".making-{target.name}"
        try:
            self._write(file, making)
            making.replace(target)
        finally:
            making.unlink(missing_ok=True)
        return self._backup(target)

    def _write(self, file: Path, making: Path) -> None:
        with file.open("rb") as source, making.open("wb") as target:
            os.chmod(making, _PRIVATE)  # noqa: PTH101 - before anything is in it
            if self._key is None:
                shutil.copyfileobj(source, target)
            else:
                seal(source, target, self._key)
            target.flush()
            os.fsync(target.fileno())
        if self._key is not None:
            with making.open("rb") as written:
                size = sum(map(len, unsealed(written, self._key)))
            if size != file.stat().st_size:
                raise StoreError("The backup is not whole. Look at the disk it was written to.")

    def _backup(self, path: Path) -> Backup:
        match = _NAME.fullmatch(path.name)
        made_at = datetime.strptime(match[1], _STAMP) if match else datetime.now(UTC)
        size = 0
        with suppress(OSError):
            size = path.stat().st_size
        expires_at = self._periods.expiry(Kind.BACKUPS, made_at)
        return Backup(path, made_at, expires_at, size, path.name.endswith(".sealed"))
