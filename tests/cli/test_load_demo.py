from __future__ import annotations

from pathlib import Path

import pytest

from athena.cli.__main__ import main


def test_it_puts_in_says_when_it_is_there_and_takes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path}/a.duckdb")
    told = []
    for rest in (["--people", "2", "--sessions", "3"], [], ["--remove"], ["--remove"]):
        assert main(["load-demo", *rest]) == 0
        told.append(capsys.readouterr().out)
    assert "2 people, 3 sessions" in told[0]
    assert "there already" in told[1]
    assert "Took out 2 people, 3 sessions" in told[2]
    assert "There is no demonstration data." in told[3]


def test_more_people_than_sessions_are_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path}/a.duckdb")
    assert main(["load-demo", "--people", "3", "--sessions", "2"]) == 1
    assert "no fewer sessions than people" in capsys.readouterr().err
