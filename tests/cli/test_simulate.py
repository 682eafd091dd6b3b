"""``simulate``: what it prints, what it keeps, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from athena.config import ROOT


def simulate(*arguments: str, database: Path | None = None) -> subprocess.CompletedProcess[str]:
    place = {"DATABASE_URL": f"duckdb:///{database}"} if database else {}
    return subprocess.run(
        [sys.executable, "-m", "athena.cli", "simulate", "--questions", "2", *arguments],
        cwd=ROOT,
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_completed_interview_is_printed_as_json_and_ends_well() -> None:
    done = simulate("--candidate", "strong", "--json")
    whole = json.loads(done.stdout)
    assert (done.returncode, whole["session"]["status"], len(whole["report"]["items"])) == (0, "completed", 2)
    assert whole["transcript"][0]["speaker"] == "interviewer"


def test_the_same_seed_gives_the_same_interview() -> None:
    first, second = (json.loads(simulate("--candidate", "average", "--json").stdout) for _ in range(2))
    assert first["report"] == second["report"]
    assert [line["text"] for line in first["transcript"]] == [line["text"] for line in second["transcript"]]


def test_a_file_of_answers_is_taken_by_category_with_a_default(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("default: I would have to look that up.\n", encoding="utf-8")
    done = simulate("--candidate", str(answers), "--json")
    spoken = [
        line["text"] for line in json.loads(done.stdout)["transcript"] if line["speaker"] == "candidate"
    ]
    assert done.returncode == 0
    assert "I would have to look that up." in spoken


def test_an_unknown_candidate_gets_a_sentence() -> None:
    done = simulate("--candidate", "genius")
    assert done.returncode == 1
    assert "strong" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interview_that_does_not_end_in_time_is_no_success() -> None:
    assert simulate("--candidate", "silent", "--nudge", "300", "--limit", "1").returncode == 1


@pytest.mark.parametrize(("flag", "kept"), [((), False), (("--store",), True)])
def test_a_session_is_kept_only_when_asked(tmp_path: Path, flag: tuple[str, ...], kept: bool) -> None:
    database = tmp_path / "kept.duckdb"
    simulate("--candidate", "weak", *flag, database=database)
    assert database.exists() is kept
