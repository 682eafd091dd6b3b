"""The cloud fails for good in the middle of an interview, and the interviewer of this machine goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from athena.services.interviewing import Session
from tests.realtime.fakes import ScriptedServer, eventually, scripted_server
from tests.realtime.test_steered_interview import asked, notes, takes_question

NOWHERE = Path("/nonexistent/.env")
PLAN = InterviewPlan(question_count=2, seed=5)
ANSWER = "It keeps every row of the left table, and fills what is missing on the right with nulls."


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture
def app(server: ScriptedServer, tmp_path: Path) -> Iterator[App]:
    environment = {
        "DATABASE_URL": f"duckdb:///{tmp_path}/athena.duckdb",
        "OPENAI_API_KEY": "sk-x",
        "OPENAI_BASE_URL": server.endpoint.url,
        "OPENAI_EVALUATION_MODEL": "off",
    }
    app = App(read_settings(environment, NOWHERE), speech=False)
    yield app
    app.close()


def begun(app: App) -> tuple[Session, LiveInterview]:
    app.interviewing.admit("E1", "Ada Novak")
    endpoint = app.endpoint()
    session = app.interviewing.open_session("E1", PLAN, endpoint.engine, endpoint.model)
    return session, app.begin(session, text_only=True)


def on_this_machine(app: App, session: Session, reason: str) -> LiveInterview:
    handed_over = app.go_on_here(session.session_id, reason)
    assert app.embedded.wait(60), app.embedded.diagnosis
    return app.begin(handed_over, text_only=True)


def my_turn(live: LiveInterview) -> bool:
    snapshot = live.snapshot()
    last = snapshot.turns[-1] if snapshot.turns else None
    asked_me = last is not None and last.final and last.speaker is Speaker.INTERVIEWER
    return snapshot.state is LiveState.LISTENING and asked_me


def answer_to_the_end(live: LiveInterview) -> None:
    for number in range(12):
        eventually(lambda: live.snapshot().state.over or my_turn(live))
        if live.snapshot().state.over:
            return
        before = len(live.snapshot().turns)
        live.say(f"{ANSWER} I said {number} things.")
        eventually(lambda before=before: len(live.snapshot().turns) > before or live.snapshot().state.over)
    raise AssertionError("it goes on for ever")


def test_it_goes_on_from_the_same_question_to_a_report_of_all_answers(server: ScriptedServer, app: App):
    session, live = begun(app)
    line = server.accept()
    [first] = notes(line.welcome())
    second = takes_question(line, 1, first)
    line.responds("q2", second.splitlines()[-1], asked("ask2", second))
    line.expect("conversation.item.create")
    line.hears("u2", ANSWER, previous="msg_q2")
    line.response_begins("r9")
    line.response_ends("r9", status="failed", code="insufficient_quota")
    eventually(lambda: live.snapshot().state is LiveState.FAILED)

    here = on_this_machine(app, session, live.snapshot().message)
    question = eventually(lambda: here.snapshot().question)
    assert (question.number, question.text) == (2, second.splitlines()[-1])
    answer_to_the_end(here)
    report = app.interviewing.report(session.session_id)
    assert [item.question for item in report.items] == [first.splitlines()[-1], second.splitlines()[-1]]
    assert report.items[0].answer == "It keeps every row of the left table."
    assert report.items[1].answer.startswith(ANSWER)
    uses = app.reading.engines.of(session.session_id)
    assert [use.engine for use in uses] == ["openai", "embedded"]
    assert "quota" in uses[1].reason


def test_the_interviewer_here_starts_only_when_it_is_wanted(app: App):
    assert not app.waits_for_embedded()
    assert app.embedded.pid is None
    app.interviewing.admit("E1", "Ada Novak")
    session = app.interviewing.open_session("E1", PLAN, "embedded", "athena-local")
    assert app.waits_for_embedded(session)
    assert app.embedded.wait(60)
    assert not app.waits_for_embedded(session)


def test_an_interview_may_be_held_here_whatever_the_settings_say(app: App):
    app.interviewing.admit("E1", "Ada Novak")
    assert app.waits_for_embedded(here=True)
    assert app.embedded.wait(60)
    assert [app.open("E1", PLAN, here=here).engine for here in (True, False)] == ["embedded", "openai"]
