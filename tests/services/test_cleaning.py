from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from athena.domain.interview import SessionStatus
from athena.errors import StoreError
from athena.services.cleaning import Cleaning
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.small import AT, GOOD, JOINS, PLAN, ask, said

LIMIT = timedelta(hours=48)
Later = Callable[..., Cleaning]


@pytest.fixture
def later(database: Database, interviewing: Interviewing) -> Later:
    """Cleaning so much time after the interviews of these tests; ``live`` are the ones that run."""

    def make(after: timedelta, *live: str, cleaned: Interviewing = interviewing) -> Cleaning:
        def now() -> datetime:
            return AT + after

        return Cleaning(database, cleaned, live.__contains__, LIMIT, now)

    return make


def test_an_interview_left_open_beyond_the_limit_is_ended_as_abandoned(
    interviewing: Interviewing, session: Session, later: Later
) -> None:
    assert later(timedelta(hours=49)).run() == [session.session_id]
    assert interviewing.session(session.session_id).status is SessionStatus.ABANDONED
    assert interviewing.unfinished("E1") is None


def test_what_was_said_is_kept_judged_and_reported(
    interviewing: Interviewing, session: Session, later: Later
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    later(timedelta(hours=49)).run()
    (item,) = interviewing.report(session.session_id).items
    assert (item.answer, item.score) == (GOOD["joins-left"], 1.0)


def test_one_within_the_limit_stays_open(interviewing: Interviewing, session: Session, later: Later) -> None:
    assert later(timedelta(hours=47)).run() == []
    assert interviewing.unfinished("E1") == session


def test_the_limit_counts_from_the_last_word(
    database: Database, interviewing: Interviewing, session: Session, later: Later
) -> None:
    interviewing.record_turn(session.session_id, said("c1", "Good morning"))
    with database.transaction() as tx:
        tx.run("UPDATE transcript_turns SET recorded_at = ?", [AT + timedelta(hours=10)])
    assert later(timedelta(hours=57)).run() == []
    assert later(timedelta(hours=59)).run() == [session.session_id]


def test_the_limit_counts_from_the_last_question(
    database: Database, interviewing: Interviewing, session: Session, later: Later
) -> None:
    ask(interviewing, session.session_id, JOINS)
    with database.transaction() as tx:
        tx.run("UPDATE tool_calls SET called_at = ?", [AT + timedelta(hours=10)])
    assert later(timedelta(hours=57)).run() == []


def test_one_that_is_live_is_never_ended(interviewing: Interviewing, session: Session, later: Later) -> None:
    assert later(timedelta(days=9), session.session_id).run() == []
    assert interviewing.unfinished("E1") == session


def test_an_interview_that_has_ended_keeps_its_status(
    interviewing: Interviewing, session: Session, later: Later
) -> None:
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert later(timedelta(days=9)).run() == []
    assert interviewing.session(session.session_id).status is SessionStatus.COMPLETED


def test_demonstration_data_is_left_alone(
    database: Database, interviewing: Interviewing, session: Session, later: Later
) -> None:
    with database.transaction() as tx:
        tx.run("UPDATE interview_sessions SET demo = TRUE")
    assert later(timedelta(days=9)).run() == []


class Refusing(Interviewing):
    """Cannot end one of its interviews."""

    def __init__(self, inner: Interviewing, refused: str) -> None:
        self._inner, self._refused = inner, refused

    def close(self, session_id: str, status: SessionStatus) -> None:
        if session_id == self._refused:
            raise StoreError("The disk is full.")
        self._inner.close(session_id, status)


def test_one_that_cannot_be_ended_does_not_keep_the_others_open(
    interviewing: Interviewing, session: Session, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    other = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    with caplog.at_level(logging.WARNING, "athena.services.cleaning"):
        cleaning = later(timedelta(days=9), cleaned=Refusing(interviewing, session.session_id))
        assert cleaning.run() == [other]
    assert "The disk is full" in caplog.text
