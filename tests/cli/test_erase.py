"""The commands about one person: ``export``, then ``erase``."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from athena.cli.__main__ import main
from tests.cli.custody import make, settings_for
from tests.services.whole import ID, NAME, found_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    for name, value in settings_for(tmp_path / "data").items():
        monkeypatch.setenv(name, value)
    make(tmp_path / "data")
    return tmp_path


def test_a_person_is_taken_along_and_then_erased_after_the_id_was_typed_once_more(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "taken.zip"
    assert main(["export", "--person", ID, "--to", str(target)]) == 0
    assert "holds personal data" in capsys.readouterr().out
    assert target.stat().st_mode & 0o777 == 0o600
    assert {"person.json", "person.pdf"} <= set(zipfile.ZipFile(target).namelist())
    assert main(["export", "--person", ID, "--to", str(target)]) == 1
    assert "is there already" in capsys.readouterr().err

    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert main(["erase", "--person", ID]) == 1
    assert "once more to confirm" in capsys.readouterr().err
    assert main(["erase", "--person", ID, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert NAME in told
    assert "What was said" in told
    assert "Nothing was changed." in told
    assert found_in(folder / "data")

    monkeypatch.setattr("builtins.input", lambda _: ID)
    assert main(["erase", "--person", ID]) == 0
    assert "In the audit log the person is now erased-" in capsys.readouterr().out
    assert found_in(folder / "data") == {}
    assert main(["erase", "--person", ID]) == 1
    assert "Nothing is kept" in capsys.readouterr().err
