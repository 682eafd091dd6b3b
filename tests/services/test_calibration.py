"""Item parameters refitted from what is stored, and what they are used for."""

from __future__ import annotations

from pathlib import Path

import pytest

from athena.cli.__main__ import main
from athena.domain.ability import Item
from athena.domain.interview import SessionStatus
from athena.services.calibration import Calibration
from athena.services.interviewing import Interviewing
from athena.store import items
from athena.store.database import Database
from tests.services.small import AT, BANK, JOINS, PLAN, ask, said


@pytest.fixture
def calibration(database: Database, interviewing: Interviewing) -> Calibration:
    """Three people who knew everything about joins."""
    interviewing.admit("E1", "Jo Lee")
    for number in range(3):
        session = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
        ask(interviewing, session, JOINS)
        interviewing.record_turn(session, said(f"c{number}", "The unmatched rows, with padding."))
        interviewing.close(session, SessionStatus.COMPLETED)
    return Calibration(database, BANK, lambda: AT)


def test_a_question_everybody_masters_becomes_easier(calibration: Calibration) -> None:
    [refit] = calibration.run(3)
    assert (refit.fit.question_id, refit.fit.answers) == (JOINS.id, 3)
    assert refit.fit.item.difficulty < refit.before.difficulty


def test_parameters_are_kept_with_date_and_count(calibration: Calibration, database: Database) -> None:
    calibration.run(3)
    [row] = database.read("SELECT question_id, answers, fitted_at FROM item_parameters")
    assert row == {"question_id": JOINS.id, "answers": 3, "fitted_at": AT}


def test_a_dry_run_and_too_few_answers_keep_nothing(calibration: Calibration, database: Database) -> None:
    assert calibration.run(3, dry_run=True)
    assert calibration.run(4) == []
    assert items.refitted(database) == {}


def test_the_same_answers_give_the_same_parameters_again(calibration: Calibration) -> None:
    first, second = calibration.run(3), calibration.run(3)
    assert [refit.fit for refit in first] == [refit.fit for refit in second]
    assert second[0].before == first[0].fit.item


def test_refitted_parameters_enter_plans_and_stay_with_what_is_asked(
    calibration: Calibration, interviewing: Interviewing, database: Database
) -> None:
    before = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, before, JOINS)
    [refit] = calibration.run(3)
    [(name, _, difficulty)] = interviewing.calibrated(PLAN).items
    assert (name, difficulty) == (JOINS.id, pytest.approx(refit.fit.item.difficulty, abs=1e-4))
    after = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(interviewing, after, JOINS)
    for session in (before, after):
        interviewing.close(session, SessionStatus.ABANDONED)
    measured = [interviewing.report(session).items[0].item for session in (before, after)]
    assert measured == [Item(1.0, JOINS.irt[1]), refit.fit.item]


def test_the_command_says_when_there_are_too_few_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{tmp_path}/athena.duckdb")
    assert main(["calibrate", "--dry-run"]) == 0
    assert "No question has 30 assessed answers yet" in capsys.readouterr().out
