from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from athena.domain.interview import SessionStatus
from athena.domain.people import Employee
from athena.domain.report import Band, build_report
from athena.store import employees, reports, responses, sessions, tool_calls
from athena.store.database import Database
from athena.store.questions import AskedQuestion
from athena.store.responses import Heard, Response
from athena.store.sessions import Figures, Session
from athena.store.tool_calls import ToolCall
from tests.store.conftest import AT, QUESTION, SESSION

OTHER = "11111111-2222-4333-8444-555555555555"


def test_a_session_comes_back_as_it_was_added(database: Database, session: Session) -> None:
    assert sessions.find(database, SESSION) == session


def test_an_unknown_session_is_none(database: Database) -> None:
    assert sessions.find(database, OTHER) is None


def test_an_ended_session_has_its_status_and_time_and_cannot_be_resumed(
    database: Database, session: Session
) -> None:
    with database.transaction() as tx:
        sessions.end(tx, SESSION, SessionStatus.ABANDONED, AT + timedelta(minutes=3))
    ended = replace(session, status=SessionStatus.ABANDONED, ended_at=AT + timedelta(minutes=3))
    assert sessions.find(database, SESSION) == ended
    assert sessions.newest_resumable(database, "E1") is None


def test_the_first_end_of_a_session_stands(database: Database, session: Session) -> None:
    for status in (SessionStatus.COMPLETED, SessionStatus.ABANDONED):
        with database.transaction() as tx:
            sessions.end(tx, SESSION, status, AT)
    found = sessions.find(database, SESSION)
    assert found is not None
    assert found.status is SessionStatus.COMPLETED


def test_the_newest_of_two_open_sessions_is_resumed(database: Database, session: Session) -> None:
    newer = replace(session, session_id=OTHER, started_at=AT + timedelta(hours=1))
    with database.transaction() as tx:
        sessions.add(tx, newer)
    assert sessions.newest_resumable(database, "E1") == newer


def test_recent_lists_the_newest_first_and_no_more_than_asked(database: Database, session: Session) -> None:
    newer = replace(session, session_id=OTHER, started_at=AT + timedelta(hours=1))
    with database.transaction() as tx:
        sessions.add(tx, newer)
    assert sessions.recent(database, 5) == [newer, session]
    assert sessions.recent(database, 1) == [newer]


def test_an_employee_is_found_however_the_id_is_capitalised(database: Database, session: Session) -> None:
    assert employees.find(database, "e1") == Employee("E1", "Jo Lee", "Data")


def test_positions_count_on_over_turns_and_calls(database: Database, session: Session) -> None:
    with database.transaction() as tx:
        first = sessions.next_position(tx, SESSION)
        tool_calls.add(tx, SESSION, ToolCall("c", first, "t", {"a": 1}, {"ok": True}), AT)
        assert (first, sessions.next_position(tx, SESSION)) == (1, 2)


def test_figures_count_questions_answers_and_carry_the_score(
    database: Database, session: Session, question: AskedQuestion
) -> None:
    empty = sessions.figures(database, [SESSION])[SESSION]
    with database.transaction() as tx:
        responses.add(tx, Response(OTHER, SESSION, QUESTION, ""), AT)
        silent = sessions.figures(tx, [SESSION])[SESSION]
        responses.hear(tx, OTHER, Heard("words", 1, 2))
        report = replace(build_report([]), overall_score=0.7, band=Band.GOOD)
        reports.put(tx, SESSION, report, AT)
    full = sessions.figures(database, [SESSION])[SESSION]
    assert (empty, silent, full) == (Figures(1, 0), Figures(1, 0), Figures(1, 1, 0.7, Band.GOOD))


def test_figures_of_no_sessions_are_none(database: Database) -> None:
    assert sessions.figures(database, []) == {}


def test_a_seed_of_any_usual_size_is_kept(database: Database, session: Session) -> None:
    plan = replace(session.plan, seed=999_999_999)
    with database.transaction() as tx:
        sessions.add(tx, replace(session, session_id=OTHER, plan=plan))
    found = sessions.find(database, OTHER)
    assert found is not None
    assert found.plan.seed == 999_999_999


def test_a_call_comes_back_with_its_arguments_and_output(database: Database, session: Session) -> None:
    call = ToolCall(
        "c1", 1, "log_question_asked", {"question": "Was heißt „JOIN“?"}, {"ok": True, "number": 1}
    )
    with database.transaction() as tx:
        tool_calls.add(tx, SESSION, call, AT)
    assert tool_calls.find(database, SESSION, "c1") == call
    assert tool_calls.of_session(database, SESSION) == [call]


@pytest.mark.parametrize("call_id", ["c2", "' OR 1=1 --"])
def test_an_unknown_call_is_none(database: Database, session: Session, call_id: str) -> None:
    assert tool_calls.find(database, SESSION, call_id) is None
