"""Where things are kept, and which jobs look after them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from athena.config import ROOT, Settings
from athena.services.auditing import Auditing
from athena.services.copies import Copies
from athena.services.custody import Custody, backup_folder, recording_folder
from athena.services.schedule import Schedule
from athena.store.database import Database


class FakeSchedule(Schedule):
    """Remembers the jobs by name and runs none."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: dict[str, float] = {}

    def every(
        self,
        seconds: float,
        job: Callable[[], object],
        *,
        name: str = "",
        first_after: float | None = None,
    ) -> None:
        self.jobs[name] = seconds


def settings(**given: str) -> Settings:
    return Settings.model_validate({"DATABASE_URL": "duckdb:////srv/athena/a.duckdb"} | given)


def test_backups_and_recordings_lie_beside_the_database_unless_a_folder_is_named() -> None:
    assert backup_folder(settings()) == Path("/srv/athena/backups")
    assert recording_folder(settings()) == Path("/srv/athena/recordings/a")
    assert backup_folder(settings(ATHENA_BACKUP_FOLDER="/mnt/b")) == Path("/mnt/b")
    assert backup_folder(settings(ATHENA_BACKUP_FOLDER="kept")) == ROOT / "kept"


@pytest.mark.parametrize(("given", "daily"), [({}, False), ({"ATHENA_BACKUP_FOLDER": "/mnt/b"}, True)])
def test_retention_is_looked_after_hourly_and_backups_where_a_folder_is_named(
    database: Database, given: dict[str, str], daily: bool
) -> None:
    schedule = FakeSchedule()
    copies = Copies.of(database, Path("/nowhere"))
    Custody(settings(**given), database, copies, Auditing(database)).look_after(schedule)
    assert schedule.jobs["retention"] == 3600
    assert "backup on request" in schedule.jobs
    assert ("backup" in schedule.jobs) is daily
