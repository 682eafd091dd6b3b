"""The client against the interviewer program itself, in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from athena.audio.pcm import FRAME_BYTES, RATE, silence
from athena.audio.resample import resample_pcm
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime.backoff import Backoff
from athena.realtime.embedded import EmbeddedInterviewer
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState, Snapshot
from tests import spoken
from tests.realtime.fakes import eventually

PLAN = InterviewPlan(question_count=3, practice=True)
ANSWER = "A left join keeps every row of the left table, and fills the columns of the right one with nulls."


def program(*options: str) -> Iterator[EmbeddedInterviewer]:
    program = EmbeddedInterviewer(
        [sys.executable, "-m", "athena.interviewer", *options], Backoff(1000, first=0.05)
    )
    program.start()
    assert program.wait(60), program.diagnosis
    yield program
    program.stop()


@pytest.fixture
def writer() -> Iterator[EmbeddedInterviewer]:
    """An interviewer that reads and writes."""
    yield from program("--text-only")


@pytest.fixture
def speaker() -> Iterator[EmbeddedInterviewer]:
    """An interviewer that hears and speaks."""
    yield from program()


def take(interview: LiveInterview, before_answer: Callable[[int], None] = lambda _: None) -> int:
    """Answer every turn of the interviewer until it is over; return how many answers it took."""
    answers = 0
    while not eventually(lambda: over_or_my_turn(interview)).state.over:
        answers += 1
        before_answer(answers)
        interview.say(f"{ANSWER} I said so {answers} times.")
        took = answers
        eventually(lambda took=took: said(interview) == took or interview.snapshot().state.over)
    return answers


def over_or_my_turn(interview: LiveInterview) -> Snapshot | None:
    snapshot = interview.snapshot()
    return snapshot if snapshot.state.over or my_turn(snapshot) else None


def my_turn(snapshot: Snapshot) -> bool:
    return bool(
        snapshot.state is LiveState.LISTENING
        and snapshot.turns
        and snapshot.turns[-1].speaker is Speaker.INTERVIEWER
        and snapshot.turns[-1].final
    )


def said(interview: LiveInterview) -> int:
    """Return how often the candidate spoke."""
    return sum(turn.speaker is Speaker.CANDIDATE for turn in interview.snapshot().turns)


def test_a_whole_interview_is_held_and_kept(writer: EmbeddedInterviewer, record: RecordedSession):
    interview = LiveInterview(record, writer.endpoint(), PLAN, text_only=True)
    interview.start()
    answers = take(interview)
    interview.stop()
    assert interview.snapshot().completed
    history = record.history()
    tools = Counter(item.name for item in history if item.kind == "call")
    assert tools == {
        "log_question_asked": 3,
        "log_response_evaluation": 3,
        "generate_session_report": 1,
    }
    assert sum(item.speaker is Speaker.CANDIDATE for item in history) == answers


def test_an_interviewer_that_dies_in_the_middle_goes_on_where_it_stopped(
    writer: EmbeddedInterviewer, record: RecordedSession
):
    def kill(answer: int) -> None:
        if answer == 2:
            os.kill(writer.pid, signal.SIGKILL)

    interview = LiveInterview(record, writer.endpoint(), PLAN, text_only=True, backoff=Backoff(20, first=0.1))
    interview.start()
    answers = take(interview, kill)
    interview.stop()
    assert interview.snapshot().completed
    history = record.history()
    tools = Counter(item.name for item in history if item.kind == "call")
    texts = [item.text for item in history if item.speaker is Speaker.CANDIDATE]
    assert tools["log_question_asked"] == tools["log_response_evaluation"] == 3
    assert len(texts) == len(set(texts)) == answers


@pytest.mark.speech
def test_a_spoken_answer_is_heard_and_the_interviewer_can_be_interrupted(
    speaker: EmbeddedInterviewer, record: RecordedSession
):
    interview = LiveInterview(record, speaker.endpoint(), PLAN)
    interview.start()
    listens(interview)
    speaks(interview, clip("kokoro_00"))
    answer = eventually(
        lambda: next((t for t in interview.snapshot().turns if t.speaker == "candidate"), None)
    )
    assert "left join" in answer.text.lower()
    eventually(lambda: any(interview.pull_audio(FRAME_BYTES)))
    for _ in range(60):
        interview.pull_audio(FRAME_BYTES)
    speaks(interview, clip("kokoro_02"))
    eventually(lambda: any(t.interrupted for t in interview.snapshot().turns))
    interview.stop()


def listens(interview: LiveInterview) -> None:
    """Hear the interviewer out, faster than it speaks."""
    eventually(lambda: interview.pull_audio(FRAME_BYTES) and my_turn(interview.snapshot()))


def speaks(interview: LiveInterview, pcm: bytes) -> None:
    """Say something, faster than anybody could; the silence after it ends the turn."""
    whole, size = pcm + silence(3000), 20 * FRAME_BYTES
    for start in range(0, len(whole), size):
        interview.push_audio(whole[start : start + size])
        interview.pull_audio(0)


def clip(name: str) -> bytes:
    found = next(clip for clip in spoken.clips() if clip.name == name)
    return resample_pcm(spoken.pcm16(found.samples), spoken.RATE, RATE)
