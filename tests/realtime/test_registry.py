from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from athena.domain.interview import InterviewPlan
from athena.errors import CapacityError
from athena.realtime.record import RecordedSession
from athena.realtime.registry import LiveInterviews
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from tests.realtime.fakes import ScriptedServer, eventually

Make = Callable[[], LiveInterview]


@pytest.fixture
def live(record: RecordedSession) -> Iterator[LiveInterviews]:
    live = LiveInterviews(capacity=2)
    yield live
    live.stop_all()


@pytest.fixture
def make(server: ScriptedServer, record: RecordedSession) -> Make:
    """Makes interviews, each on a session of its own."""

    def make_() -> LiveInterview:
        session = record.interviewing.open_session("E100", InterviewPlan(), "embedded", "athena-local")
        return LiveInterview(replace(record, session_id=session.session_id), server.endpoint, InterviewPlan())

    return make_


def test_a_started_interview_is_found_by_its_session(live: LiveInterviews, make: Make):
    interview = make()
    live.start(interview)
    assert live.get(interview.session_id) is interview
    assert live.get("another") is None


def test_no_more_run_than_there_are_seats(live: LiveInterviews, make: Make):
    live.start(make())
    live.start(make())
    with pytest.raises(CapacityError, match="2 interviews"):
        live.start(make())


def test_a_seat_is_free_again_after_a_stop(live: LiveInterviews, make: Make):
    first = make()
    live.start(first)
    live.start(make())
    live.stop(first.session_id)
    live.start(make())
    assert not first.alive
    assert live.get(first.session_id) is None


def test_an_interview_that_ended_by_itself_keeps_no_seat_but_can_still_be_seen(
    live: LiveInterviews, make: Make, server: ScriptedServer
):
    server.refuse_with = [401]
    refused = make()
    live.start(refused)
    eventually(lambda: not refused.alive)
    live.start(make())
    live.start(make())
    assert live.get(refused.session_id).snapshot().state is LiveState.FAILED


def test_a_second_interview_on_a_session_takes_its_place(
    live: LiveInterviews, make: Make, server: ScriptedServer, record: RecordedSession
):
    live.start(make())
    first = LiveInterview(record, server.endpoint, InterviewPlan())
    second = LiveInterview(record, server.endpoint, InterviewPlan())
    live.start(first)
    live.start(second)
    assert not first.alive
    assert live.get(record.session_id) is second


def test_an_interview_nobody_attends_is_stopped_and_can_be_resumed(make: Make, record: RecordedSession):
    live = LiveInterviews(unattended_s=0.05)
    interview = make()
    live.start(interview)
    eventually(lambda: not interview.alive)
    assert live.get(interview.session_id) is None
    assert record.interviewing.session(interview.session_id).in_progress
    live.stop_all()


def test_looking_at_an_interview_attends_to_it(live: LiveInterviews, make: Make):
    interview = make()
    live.start(interview)
    interview.snapshot()
    live.sweep()
    assert live.get(interview.session_id) is interview


def test_watching_an_interview_does_not_keep_it(make: Make):
    live = LiveInterviews(unattended_s=0.05)
    interview = make()
    live.start(interview)
    eventually(lambda: interview.observe() and not interview.alive)
    assert live.get(interview.session_id) is None
    live.stop_all()


def test_stopping_all_leaves_none(make: Make):
    live = LiveInterviews()
    interviews = [make(), make()]
    for interview in interviews:
        live.start(interview)
    live.stop_all()
    assert not any(interview.alive for interview in interviews)
