"""The commands ``backup`` and ``restore``, one after the other on one database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from athena.cli.__main__ import main
from athena.config import read_settings
from athena.parts import opened_custody
from athena.store.database import Database
from tests.cli.custody import make, settings_for
from tests.services.whole import ID


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in settings_for(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


def test_a_backup_is_written_listed_and_restored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(folder)
    assert main(["backup"]) == 0
    told = capsys.readouterr().out
    [backup] = (folder / "backups").iterdir()
    assert str(backup) in told
    assert "encrypted" in told
    assert main(["backup", "--list"]) == 0
    assert str(backup) in capsys.readouterr().out
    assert main(["erase", "--person", ID, "--confirm", ID]) == 0
    capsys.readouterr()
    assert main(["restore", str(backup)]) == 0
    told = capsys.readouterr().out
    assert "Everybody has to sign in again." in told
    assert "were erased again: 1" in told
    assert "before-restore" in told


def test_while_the_app_runs_it_makes_the_backup_and_nothing_is_restored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Database.open(folder / "a.duckdb").close()
    with opened_custody(read_settings()) as custody:
        ended = threading.Event()

        def answer() -> None:
            while not custody.backups.wanted.exists() and not ended.wait(0.02):
                pass
            custody.backups.answer()

        app = threading.Thread(target=answer)
        app.start()
        assert main(["backup"]) == 0
        ended.set()
        app.join()
        [backup] = custody.backups.listed()
        assert str(backup.path) in capsys.readouterr().out
        assert main(["restore", str(backup.path)]) == 1
    assert "Another program holds the database" in capsys.readouterr().err


def test_there_may_be_no_backups_and_a_file_may_be_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--list"]) == 0
    assert "There are no backups." in capsys.readouterr().out
    assert main(["restore", str(folder / "nowhere")]) == 1
    assert "There is no file" in capsys.readouterr().err
