"""Whole interviews: simulated candidates, the real client, the real server, the real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.access import LOCAL
from athena.domain.interview import InterviewPlan, SessionStatus, Speaker
from athena.simulation.candidates import candidate_named
from athena.simulation.interview import Keyboard, take_interview

NOWHERE = Path("/nonexistent/.env")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    place = tmp_path_factory.mktemp("simulation") / "athena.duckdb"
    settings = read_settings({"DATABASE_URL": f"duckdb:///{place}"}, NOWHERE)
    app = App(settings.model_copy(update={"nudge_seconds": 0.05}), speech=False)
    assert app.embedded.wait(60)
    app.interviewing.admit("sim", "Simulated")
    yield app
    app.close()


def interview(app: App, name: str, seed: int = 1, questions: int = 4) -> tuple[str, bool]:
    plan = InterviewPlan(question_count=questions, seed=seed)
    session = app.interviewing.open_session("sim", plan, "embedded", "athena-local")
    live = app.begin(session, text_only=True)
    return session.session_id, take_interview(
        live, candidate_named(name, app.bank, seed), Keyboard(live), limit_s=60
    )


def test_a_silent_candidate_is_neither_waited_for_for_ever_nor_scored(app: App) -> None:
    session_id, completed = interview(app, "silent")
    assert completed
    assert app.interviewing.report(session_id).overall_score is None


def test_a_completed_interview_is_stored_as_it_was_said(app: App) -> None:
    session_id, _ = interview(app, "strong")
    lines = app.reading.transcript(LOCAL, session_id)
    assert app.interviewing.session(session_id).status is SessionStatus.COMPLETED
    assert {line.speaker for line in lines} == set(Speaker)
    answered = [line.question_number for line in lines if line.in_answer]
    assert sorted(answered) == answered
    assert set(answered) == {1, 2, 3, 4}


def test_an_interview_has_the_number_of_questions_that_was_asked_for(app: App) -> None:
    session_id, _ = interview(app, "average", questions=6)
    assert len(app.interviewing.report(session_id).items) == 6
