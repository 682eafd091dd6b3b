from __future__ import annotations

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading, SessionLine
from athena.store.database import Database
from tests.services.small import AT, GOOD, JOINS, PLAN, ask, said


def test_an_opened_session_is_found_with_its_person_and_plan(
    interviewing: Interviewing, session: Session
) -> None:
    assert interviewing.session(session.session_id) == session
    assert (session.employee.name, session.plan, session.status) == (
        "Jo Lee",
        PLAN,
        SessionStatus.IN_PROGRESS,
    )


def test_session_ids_are_random(interviewing: Interviewing, session: Session) -> None:
    ids = {interviewing.open_session("E1", PLAN, "embedded", "joe").session_id for _ in range(20)}
    assert len(ids) == 20
    assert {session_id[14] for session_id in ids} == {"4"}


def test_the_version_of_the_prompt_is_kept(interviewing: Interviewing, session: Session) -> None:
    opened = interviewing.open_session("E1", PLAN, "openai", "gpt-realtime", "7")
    assert interviewing.session(opened.session_id).prompt_version == "7"


def test_an_interview_that_was_not_ended_is_offered_to_its_person_alone(
    interviewing: Interviewing, session: Session
) -> None:
    interviewing.admit("E2", "Someone Else")
    assert interviewing.unfinished("e1") == session
    assert interviewing.unfinished("E2") is None
    assert interviewing.unfinished("E3") is None


@pytest.mark.parametrize("status", [SessionStatus.COMPLETED, SessionStatus.ABANDONED])
def test_an_ended_interview_is_not_offered_again(
    interviewing: Interviewing, session: Session, status: SessionStatus
) -> None:
    interviewing.close(session.session_id, status)
    assert interviewing.unfinished("E1") is None


def test_usage_is_kept_once_per_response(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    for tokens in (5, 7):
        interviewing.record_usage(
            session.session_id, "r1", "joe", usage={"total_tokens": tokens}, cost_usd=0.0
        )
    assert database.read("SELECT total_tokens, cost_usd FROM usage") == [{"total_tokens": 7, "cost_usd": 0.0}]


def test_measurements_that_are_no_numbers_are_left_out(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.record_metrics(session.session_id, {"a": 1.5, "b": float("nan"), "c": float("inf")})
    assert database.read("SELECT name, value, recorded_at > ? AS after FROM client_metrics", [AT]) == [
        {"name": "a", "value": 1.5, "after": True}
    ]


def test_the_list_of_sessions_shows_how_far_each_came(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    interviewing.generate_session_report(session.session_id, "g")
    newer = interviewing.open_session("E1", PLAN, "embedded", "joe")
    done = interviewing.session(session.session_id)
    assert interviewing.recent() == [newer, done]
    lines = Reading(database).recent(LOCAL)
    assert lines[0] == SessionLine(newer, 0, 0, None, None)
    assert (lines[1].session, lines[1].asked, lines[1].answered, lines[1].overall_score, lines[1].band) == (
        done,
        1,
        1,
        1.0,
        None,
    )


def test_no_more_sessions_are_listed_than_asked_for(interviewing: Interviewing, session: Session) -> None:
    newer = interviewing.open_session("E1", PLAN, "embedded", "joe")
    assert interviewing.recent(1) == [newer]
