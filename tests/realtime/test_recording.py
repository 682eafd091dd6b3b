"""What the recorder of an interview hears: what the interviewer hears, and no more."""

from __future__ import annotations

from athena.domain.interview import InterviewPlan
from athena.realtime.link import Endpoint
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.services.interviewing import Interviewing, Session
from tests.services.conftest import database, interviewing, session

__all__ = ["database", "interviewing", "session"]


class FakeRecorder:
    """Remembers the frames and how often it was closed."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.closed = 0

    def push(self, pcm: bytes) -> None:
        self.frames.append(pcm)

    def close(self) -> None:
        self.closed += 1


def test_it_hears_silence_while_muted_and_is_closed_with_the_interview(
    interviewing: Interviewing, session: Session
) -> None:
    recorder = FakeRecorder()
    record = RecordedSession(interviewing, session.session_id)
    endpoint = Endpoint("ws://127.0.0.1:1", "", "m", "embedded")
    live = LiveInterview(record, endpoint, InterviewPlan(), recorder=recorder)
    live.push_audio(b"ab")
    live.muted = True
    live.push_audio(b"cd")
    live.stop()
    assert recorder.frames == [b"ab", b"\0\0"]
    assert recorder.closed == 1


def test_an_interview_that_ran_closes_it_as_well(interviewing: Interviewing, session: Session) -> None:
    recorder = FakeRecorder()
    record = RecordedSession(interviewing, session.session_id)
    endpoint = Endpoint("ws://127.0.0.1:1", "", "m", "embedded")
    live = LiveInterview(record, endpoint, InterviewPlan(), recorder=recorder)
    live.start()
    live.stop(30)
    assert not live.alive
    assert recorder.closed == 1
