"""``simulate``: what it prints, what it keeps, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from athena.cli import simulate as command
from athena.config import ROOT
from athena.domain.interview import Category
from tests.realtime.fakes_cloud import cloud


def simulate(
    *arguments: str, database: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    place = {"DATABASE_URL": f"duckdb:///{database}"} if database else {}
    return subprocess.run(
        [sys.executable, "-m", "athena.cli", "simulate", "--questions", "2", *arguments],
        cwd=ROOT,
        env={**os.environ, "ATHENA_ENGINE": "embedded", "OPENAI_API_KEY": "", **place, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@dataclass(frozen=True)
class Twice:
    """The same interview taken twice with no database of its own kept, and the file one could have been."""

    runs: tuple[subprocess.CompletedProcess[str], ...]
    database: Path


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    database = tmp_path_factory.mktemp("twice") / "kept.duckdb"
    runs = (simulate("--candidate", "average", "--json", database=database) for _ in range(2))
    return Twice(tuple(runs), database)


def test_a_completed_interview_is_printed_as_json_and_ends_well(twice: Twice) -> None:
    done = twice.runs[0]
    whole = json.loads(done.stdout)
    assert (done.returncode, whole["session"]["status"], len(whole["report"]["items"])) == (0, "completed", 2)
    assert whole["transcript"][0]["speaker"] == "interviewer"


def test_the_interviewer_in_the_cloud_can_be_simulated_with_too() -> None:
    with cloud() as service:
        reached = {"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": service.url, "OPENAI_EVALUATION_MODEL": "off"}
        done = simulate("--candidate", "strong", "--engine", "openai", "--json", **reached)
    whole = json.loads(done.stdout)
    assert (done.returncode, whole["session"]["engine"]) == (0, "openai")
    assert whole["report"]["overall_score"] > 0.6


def test_the_same_seed_gives_the_same_interview(twice: Twice) -> None:
    first, second = (json.loads(done.stdout) for done in twice.runs)
    assert first["report"] == second["report"]
    assert [line["text"] for line in first["transcript"]] == [line["text"] for line in second["transcript"]]


def test_a_file_of_answers_is_taken_by_category_with_a_default(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    named = "".join(f"{category}: About {category.label} I know this.\n" for category in list(Category)[1:])
    answers.write_text("default: I would have to look that up.\n" + named, encoding="utf-8")
    whole = json.loads(simulate("--candidate", str(answers), "--questions", "6", "--json").stdout)
    spoken = {line["text"] for line in whole["transcript"] if line["speaker"] == "candidate"}
    asked = [Category(item["category"]) for item in whole["report"]["items"]]
    assert {f"About {category.label} I know this." for category in asked if category != "joins"} <= spoken


def test_an_unknown_candidate_gets_a_sentence() -> None:
    done = simulate("--candidate", "genius")
    assert done.returncode == 1
    assert "strong" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interview_that_does_not_end_in_time_is_no_success() -> None:
    done = simulate("--candidate", "silent", "--nudge", "300", "--limit", "1", "--json")
    assert (done.returncode, json.loads(done.stdout)["session"]["status"]) == (1, "in_progress")


@pytest.mark.parametrize(("option", "value"), [("--questions", "0"), ("--nudge", "-1"), ("--limit", "soon")])
def test_an_option_that_cannot_be_used_is_named(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(["--candidate", "weak", option, value])
    assert (end.value.code, option in capsys.readouterr().err) == (2, True)


def test_the_engine_in_the_cloud_is_refused_without_a_key() -> None:
    done = simulate("--candidate", "weak", "--engine", "openai")
    assert (done.returncode, "OPENAI_API_KEY: expected a key" in done.stderr) == (1, True)


def test_a_session_is_kept_when_asked(tmp_path: Path) -> None:
    database = tmp_path / "kept.duckdb"
    simulate("--candidate", "weak", "--store", database=database)
    assert database.exists()


def test_a_session_is_not_kept_unasked(twice: Twice) -> None:
    assert not twice.database.exists()
