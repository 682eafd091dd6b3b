"""``rescore``: what it prints, and that it writes only when it should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.cli.__main__ import main
from athena.domain.evaluation import Evaluation
from athena.domain.interview import SessionStatus
from athena.domain.questions import Question
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing
from athena.store.database import Database
from tests.services.small import PLAN, ask, said

BANK = load_bank(DEFAULT_FOLDER)
QUESTION = BANK.questions["joins-left-vs-inner"]


@pytest.fixture
def session_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An ended interview that an older evaluator scored 0.1."""
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path}/athena.duckdb")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    offline = offline_evaluator(BANK)

    def older(question: Question, text: str) -> Evaluation:
        return replace(offline(question, text), score=0.1, evaluator_version="0")

    database = Database.open(tmp_path / "athena.duckdb")
    interviewing = Interviewing(database, BANK, evaluator=older)
    interviewing.admit("E1", "Jo")
    session = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, session, QUESTION)
    interviewing.record_turn(session, said("c", QUESTION.samples[0].text))
    interviewing.close(session, SessionStatus.COMPLETED)
    database.close()
    return session


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["rescore", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_changes_are_a_table_with_a_summary(session_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    header, row, summary = printed(capsys, "--session", session_id)
    assert header.split() == ["session", "no.", "question", "before", "after", "by", "flags"]
    assert row.split()[:5] == [session_id, "1", QUESTION.id, "0.10", "1.00"]
    assert summary.startswith("Answers judged: 1; scores changed: 1. New")


def test_a_dry_run_says_the_same_again(session_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = printed(capsys, "--all", "--dry-run")
    assert first[-1].endswith("No evaluation was written.")
    assert printed(capsys, "--all", "--dry-run") == first


def test_a_second_run_has_nothing_left_to_change(session_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "--all")
    assert printed(capsys, "--all")[-1].startswith("Answers judged: 1; scores changed: 0.")


@pytest.mark.parametrize(
    ("arguments", "said_so"),
    [
        (["--session", "nothing"], "There is no interview under this address"),
        (["--all", "--evaluator", "openai"], "needs OPENAI_API_KEY"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    session_id: str, capsys: pytest.CaptureFixture[str], arguments: list[str], said_so: str
) -> None:
    assert main(["rescore", *arguments]) == 1
    assert said_so in capsys.readouterr().err
