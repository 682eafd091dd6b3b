"""What the check-up says of backups, before anything is started."""

from __future__ import annotations

import base64
from itertools import islice
from pathlib import Path

import pytest

from athena.checks import Finding, examine
from athena.config import Settings
from athena.services.sealing import Sealer

KEY = base64.b64encode(bytes(32)).decode()


def found(folder: Path, **given: str) -> list[Finding]:
    """The first findings: what comes before an interviewer is started."""
    settings = Settings.model_validate({"DATABASE_URL": f"duckdb:///{folder}/a.duckdb"} | given)
    told = islice(examine(settings, speech=False), 4)
    return [one for one in told if "ackup" in one.text + one.advice or "ENCRYPTION_KEY" in one.advice]


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A folder with one encrypted backup."""
    folder = tmp_path / "kept"
    folder.mkdir()
    with (folder / "athena-20260601-120000.duckdb.sealed").open("wb") as file:
        Sealer(file, bytes(32)).write(b"x", last=True)
    return folder


def test_a_folder_that_can_be_written_and_a_backup_that_can_be_read_are_well(
    tmp_path: Path, backups: Path
) -> None:
    [finding] = found(tmp_path, ATHENA_BACKUP_FOLDER=str(backups), ATHENA_ENCRYPTION_KEY=KEY)
    assert finding.well
    assert finding.text == f"Backups can be written to {backups}, encrypted."


def test_a_key_that_was_lost_is_told(tmp_path: Path, backups: Path) -> None:
    [finding] = found(tmp_path, ATHENA_BACKUP_FOLDER=str(backups))
    assert not finding.well
    assert "Set ATHENA_ENCRYPTION_KEY to its key again" in finding.advice


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    [finding] = found(tmp_path, ATHENA_BACKUP_FOLDER=str(tmp_path / "file"))
    assert not finding.well
    assert "No backup can be written" in finding.advice
