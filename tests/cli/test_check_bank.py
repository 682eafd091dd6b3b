"""``check-bank``: what is printed about sound and broken files."""

from __future__ import annotations

from pathlib import Path

import pytest

from athena.cli.__main__ import main
from tests.bank.fakes import problem, setting, sql_question, write_bank, write_problem


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("questions", "problems"):
        (tmp_path / name).mkdir()
    return tmp_path / "questions", tmp_path / "problems"


def checked(folders: tuple[Path, Path], *more: str) -> int:
    questions, problems = folders
    return main(["check-bank", "--questions", str(questions), "--problems", str(problems), *more])


def test_sound_files_pass(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    write_bank(folders[0], new=sql_question)
    write_problem(folders[1], problem())
    assert checked(folders) == 0
    assert capsys.readouterr().out == "1 questions, 1 problems: 0 faults, 0 remarks\n"


def test_what_is_wrong_is_printed_with_its_id(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_bank(folders[0], setting("samples.6.band", [0.9, 1.0]), sql_question)
    write_problem(folders[1], problem(), setting("exercise.gold.1", "SELECT id FROM boxes"))
    assert checked(folders) == 1
    shown = capsys.readouterr().out
    assert "joins-boxes: " in shown
    assert "is out of [0.9, 1.0] wrong: 'SELECT id FROM boxes WHERE weight > 3'" in shown
    assert "weighed-boxes: the data light-box cannot be used" in shown


def test_only_what_is_named_is_checked(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_bank(folders[0], setting("samples.6.band", [0.9, 1.0]), sql_question)
    assert checked(folders, "--only", "weighed") == 0


def test_files_that_cannot_be_read_are_explained(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_bank(folders[0], setting("sql.gold", []), sql_question)
    assert checked(folders) == 1
    assert "sql.gold" in capsys.readouterr().err
