from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import psutil
import pytest

from athena.audio.pcm import FRAME_BYTES, FRAME_MS, silence
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime import errors, replay
from athena.realtime.backoff import Backoff
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from tests.realtime.fakes import USAGE, FullDisk, Ledger, ScriptedServer, SlowStore, call, eventually

Begin = Callable[..., LiveInterview]
QUESTION = {"question": "What does a left join keep?", "category": "joins", "difficulty": "beginner"}


def test_an_interview_is_configured_and_greets(server: ScriptedServer, begin: Begin):
    interview = begin()
    line = server.accept()
    line.emit("session.created", session={"type": "realtime"})
    session = line.expect("session.update")["session"]
    line.emit("session.updated", session={"type": "realtime"})
    line.expect("response.create")
    assert "# Interview plan" in session["instructions"]
    assert {tool["name"] for tool in session["tools"]} >= {"log_question_asked", "generate_session_report"}
    assert interview.snapshot().state is LiveState.THINKING


def test_a_spoken_answer_is_in_the_store_before_it_counts_as_final(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "Welcome. What does a left join keep?")
    line.hears("u1", "It keeps all rows of the left table.", previous="msg_r1")
    eventually(lambda: [t.final for t in interview.snapshot().turns] == [True, True])
    assert [(item.speaker, item.text) for item in record.history()] == [
        (Speaker.INTERVIEWER, "Welcome. What does a left join keep?"),
        (Speaker.CANDIDATE, "It keeps all rows of the left table."),
    ]


def test_a_call_is_carried_out_and_its_output_sent_without_a_second_response(
    server: ScriptedServer, begin: Begin
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "What does a left join keep?", call("c1", "log_question_asked", QUESTION))
    output = line.expect("conversation.item.create")["item"]
    assert output["type"] == "function_call_output"
    assert output["call_id"] == "c1"
    assert interview.snapshot().question.number == 1
    assert line.says_nothing_for(0.2)


def test_a_malformed_call_is_answered_with_what_to_correct_and_stores_nothing(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "", call("c1", "log_question_asked", QUESTION | {"category": "cooking"}))
    output = line.expect("conversation.item.create")["item"]["output"]
    assert '"ok":false' in output
    assert "category" in output
    line.expect("response.create")
    assert record.history() == []


def test_two_calls_in_one_response_are_followed_by_one_response(server: ScriptedServer, begin: Begin):
    begin(text_only=True)
    line = server.accept()
    line.welcome()
    asked = (call(f"c{n}", "log_question_asked", QUESTION) for n in (1, 2))
    line.responds("r1", "", *asked)
    outputs = [line.expect("conversation.item.create")["item"]["call_id"] for _ in range(2)]
    line.expect("response.create")
    assert outputs == ["c1", "c2"]
    assert line.says_nothing_for(0.2)


def test_a_call_the_server_repeats_is_carried_out_once(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "A question?", call("c1", "log_question_asked", QUESTION))
    line.expect("conversation.item.create")
    line.responds("r2", "", call("c1", "log_question_asked", QUESTION))
    assert line.says_nothing_for(0.2)
    assert [item.call_id for item in record.history() if item.kind == "call"] == ["c1"]


def test_microphone_audio_reaches_the_server_in_chunks(server: ScriptedServer, begin: Begin):
    interview = begin()
    line = server.accept()
    line.welcome()
    for _ in range(10):
        interview.push_audio(silence(FRAME_MS))
    interview.say("done")
    line.receive_until("conversation.item.create")
    eventually(lambda: interview.snapshot().metrics.get("mic_ms_p50") is not None)
    assert 1 <= line.audio_messages <= 5


def test_a_muted_microphone_sends_silence_to_keep_the_time(server: ScriptedServer, begin: Begin):
    interview = begin()
    line = server.accept()
    line.welcome()
    interview.muted = True
    for _ in range(4):
        interview.push_audio(b"\x11" * FRAME_BYTES)
    audio = line.receive_audio()
    assert audio
    assert set(audio) == {0}
    assert interview.snapshot().mic_level == 0


def test_the_interviewer_is_heard_and_falls_silent_when_interrupted(server: ScriptedServer, begin: Begin):
    interview = begin()
    line = server.accept()
    line.welcome()
    line.responds("r1", "one two three four", audio_ms=4000)
    eventually(lambda: interview.snapshot().state is LiveState.SPEAKING)
    heard = b"".join(interview.pull_audio(FRAME_BYTES) for _ in range(100))
    line.speech_starts("u1")
    assert any(heard)
    truncation = line.expect("conversation.item.truncate")
    assert truncation["audio_end_ms"] == 2000
    assert not any(interview.pull_audio(FRAME_BYTES))
    assert [(t.text, t.interrupted) for t in interview.snapshot().turns] == [("one two", True)]


def test_a_line_dropped_in_the_middle_of_a_response_is_restored(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "What does a left join keep?")
    line.hears("u1", "All rows of the left table.", previous="msg_r1")
    line.response_begins("r2")
    line.speaks("r2", "msg_r2", "Thank")
    line.drop()
    replayed = server.accept().welcome()
    texts = [message["item"]["content"][0]["text"] for message in replayed if "item" in message]
    assert texts == ["What does a left join keep?", "All rows of the left table.", replay.RESTORED]
    assert [turn.text for turn in interview.snapshot().turns] == texts[:2]


def test_what_was_called_before_the_line_dropped_is_not_called_again(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "", call("c1", "log_question_asked", QUESTION))
    line.expect("conversation.item.create")
    line.drop()
    kinds = [message["item"]["type"] for message in server.accept().welcome() if "item" in message]
    assert kinds[:2] == ["function_call", "function_call_output"]
    assert len(record.history()) == 1


@pytest.mark.parametrize("code", [1000, 1011, 4000])
def test_a_closed_line_is_dialled_again_whatever_the_reason(server: ScriptedServer, begin: Begin, code: int):
    begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.close(code)
    server.accept().welcome()


def test_microphone_audio_of_a_dead_line_is_never_sent_late(server: ScriptedServer, begin: Begin):
    interview = begin()
    first = server.accept()
    first.welcome()
    first.drop()
    eventually(lambda: interview.snapshot().state is LiveState.RECONNECTING)
    for _ in range(20):
        interview.push_audio(b"\x11" * FRAME_BYTES)
    second = server.accept()
    second.welcome()
    for _ in range(2):
        interview.push_audio(silence(FRAME_MS))
    assert set(second.receive_audio()) == {0}


def test_an_interviewer_that_cannot_be_reached_ends_in_a_message_for_people(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    server.refuse_with = [503] * 20
    interview = begin(backoff=Backoff(attempts=3, first=0.01))
    eventually(lambda: interview.snapshot().state is LiveState.FAILED)
    assert interview.snapshot().message == errors.UNREACHABLE
    assert server.handshakes == 4
    assert record.interviewing.session(record.session_id).in_progress


def test_a_refused_key_is_said_at_once(server: ScriptedServer, begin: Begin):
    server.refuse_with = [401]
    interview = begin()
    eventually(lambda: interview.snapshot().state is LiveState.FAILED)
    assert "key was refused" in interview.snapshot().message
    assert server.handshakes == 1


def test_a_quota_that_ends_after_the_handshake_keeps_all_that_was_said(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.hears("u1", "An answer nobody may lose.")
    line.response_begins("r1")
    line.response_ends("r1", status="failed", code="insufficient_quota")
    eventually(lambda: interview.snapshot().state is LiveState.FAILED)
    assert "quota" in interview.snapshot().message
    eventually(lambda: not interview.alive)
    assert [item.text for item in record.history()] == ["An answer nobody may lose."]
    assert record.interviewing.session(record.session_id).in_progress


def test_a_session_that_was_left_is_resumed_from_the_store(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    first = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "What does a left join keep?", call("c1", "log_question_asked", QUESTION))
    line.expect("conversation.item.create")
    eventually(lambda: [turn.final for turn in first.snapshot().turns] == [True])
    first.stop()
    second = begin(text_only=True)
    replayed = server.accept().welcome()
    notes = [m["item"]["content"][0]["text"] for m in replayed if m.get("item", {}).get("role") == "system"]
    assert notes == [replay.RESUMED]
    assert [turn.text for turn in second.snapshot().turns] == ["What does a left join keep?"]
    assert second.snapshot().question.text == QUESTION["question"]


def test_an_interview_ends_by_itself_when_the_report_exists_and_goodbye_was_said(
    server: ScriptedServer, begin: Begin, record: RecordedSession
):
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "Goodbye.", call("c1", "generate_session_report", {}))
    eventually(lambda: not interview.alive)
    snapshot = interview.snapshot()
    assert (snapshot.state, snapshot.completed) == (LiveState.ENDED, True)
    assert not record.interviewing.session(record.session_id).in_progress


def test_usage_and_measurements_are_kept(server: ScriptedServer, begin: Begin, record: RecordedSession):
    kept = Ledger(record)
    interview = LiveInterview(kept, server.endpoint, InterviewPlan(), text_only=True)
    interview.start()
    line = server.accept()
    line.welcome()
    line.responds("r1", "Hello.")
    eventually(lambda: kept.used)
    interview.stop()
    assert kept.used == [("r1", "athena-local", USAGE, 0.0)]
    assert kept.measured["responses"] == 1


def test_words_that_cannot_be_stored_end_the_interview_with_a_message(
    server: ScriptedServer, record: RecordedSession
):
    interview = LiveInterview(FullDisk(record), server.endpoint, InterviewPlan(), text_only=True)
    interview.start()
    line = server.accept()
    line.welcome()
    line.hears("u1", "An answer.")
    eventually(lambda: interview.snapshot().state is LiveState.FAILED)
    assert interview.snapshot().message == "The disk is full."
    interview.stop()


@pytest.mark.parametrize("moment", ["before start", "dialling", "handshake", "unconfigured", "talking"])
def test_stopping_leaves_no_thread_at_any_moment(
    server: ScriptedServer, record: RecordedSession, moment: str
):
    before = set(threading.enumerate())
    endpoint = server.endpoint
    with contextlib.ExitStack() as stack:
        if moment in ("dialling", "handshake"):
            deaf = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=1))
            endpoint = replace(endpoint, url=f"ws://127.0.0.1:{deaf.getsockname()[1]}/v1")
        interview = LiveInterview(record, endpoint, InterviewPlan())
        if moment != "before start":
            interview.start()
        if moment == "handshake":
            stack.callback(deaf.accept()[0].close)
        if moment in ("unconfigured", "talking"):
            line = server.accept()
        if moment == "talking":
            line.welcome()
            line.responds("r1", "Hello.", audio_ms=5000)
        interview.stop()
        assert not interview.alive
    assert not {thread for thread in threading.enumerate() if thread.name.startswith("athena-")} - before


def test_stopping_does_not_wait_for_a_slow_store_but_loses_nothing(
    server: ScriptedServer, record: RecordedSession
):
    slow = SlowStore(record)
    interview = LiveInterview(slow, server.endpoint, InterviewPlan(), text_only=True)
    interview.start()
    line = server.accept()
    line.welcome()
    line.hears("u1", "An answer nobody may lose.")
    slow.writing.wait()
    interview.stop(timeout=5)
    assert not interview.alive
    assert record.history() == []
    slow.go_on.set()
    eventually(lambda: [item.text for item in record.history()] == ["An answer nobody may lose."])


def test_fifty_interviews_leave_no_thread_and_no_file_behind(server: ScriptedServer, record: RecordedSession):
    process = psutil.Process()
    threads, files = 0, 0
    for number in range(51):
        interview = LiveInterview(record, server.endpoint, InterviewPlan(), text_only=True)
        interview.start()
        line = server.accept()
        line.welcome()
        interview.stop()
        line.leave()
        if number == 0:
            threads, files = own_threads(), process.num_fds()
    assert own_threads() <= threads
    eventually(lambda: process.num_fds() <= files)


def own_threads() -> int:
    return sum(thread.name.startswith("athena-") for thread in threading.enumerate())


def test_commands_to_an_interview_that_has_ended_do_nothing(server: ScriptedServer, begin: Begin):
    interview = begin()
    server.accept().welcome()
    interview.stop()
    interview.push_audio(silence(FRAME_MS))
    interview.say("Anyone there?")
    interview.stop()
    assert interview.pull_audio(FRAME_BYTES) == bytes(FRAME_BYTES)
    assert interview.snapshot().state is LiveState.ENDED
