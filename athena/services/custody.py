"""What is kept of people, in one place: how long, how it is protected, taken along, and erased."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from athena.config import ROOT, Settings
from athena.services.auditing import Auditing
from athena.services.backups import LOOK_EVERY_S as BACKUP_LOOK_EVERY_S
from athena.services.backups import Backups
from athena.services.copies import Copies
from athena.services.erasure import Erasing
from athena.services.personal_export import PersonalExport
from athena.services.recordings import FOLDER, Recordings
from athena.services.retention import Retention
from athena.services.schedule import Schedule
from athena.services.tidying import Tidying
from athena.store.database import Database

LOOK_EVERY_S: Final = 3600.0
_FIRST_AFTER_S: Final = 300.0


class Custody:
    """The services of privacy, wired. ``is_live`` says whether an interview runs now, by its session."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        copies: Copies,
        audit: Auditing,
        *,
        is_live: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._settings, key, periods = settings, settings.key, settings.periods
        self.tidying = tidying = Tidying(database, copies)
        self.recordings = Recordings(database, audit, recording_folder(settings), key)
        self.backups = Backups(database, audit, backup_folder(settings), key, periods)
        self.exports = PersonalExport(database, audit, self.recordings)
        self.erasing = Erasing(
            database,
            audit,
            tidying,
            self.backups,
            key=key,
            is_live=is_live,
            forget_sound=self.recordings.forget,
        )
        self.retention = Retention(
            database, audit, tidying, self.backups, self.recordings, periods, is_live=is_live
        )

    def look_after(self, schedule: Schedule) -> None:
        """Take out every day what is due, and make a backup where a folder is set for it."""
        schedule.every(LOOK_EVERY_S, self.retention.daily, name="retention", first_after=_FIRST_AFTER_S)
        schedule.every(BACKUP_LOOK_EVERY_S, self.backups.answer, name="backup on request")
        if self._settings.backup_folder:
            schedule.every(LOOK_EVERY_S, self.backups.daily, name="backup", first_after=_FIRST_AFTER_S)

    def close(self) -> None:
        """End the recordings that run."""
        self.recordings.close()


def backup_folder(settings: Settings) -> Path:
    """Return where backups are kept; a relative folder starts at the project's."""
    if settings.backup_folder is None:
        return settings.database_path.parent / "backups"
    return ROOT / settings.backup_folder


def recording_folder(settings: Settings) -> Path:
    """Return where recordings are kept: beside the database, those of each database by themselves."""
    return settings.database_path.parent / FOLDER / settings.database_path.stem
