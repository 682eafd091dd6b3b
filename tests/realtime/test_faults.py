"""What can go wrong with a server in the cloud: what the candidate then hears, and what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from athena.audio.pcm import FRAME_BYTES
from athena.domain.interview import Speaker
from athena.realtime import errors, link, replay
from athena.realtime.backoff import Backoff
from athena.realtime.record import RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState
from tests.realtime.fakes import Line, Refusal, Relay, ScriptedServer, call, eventually

Begin = Callable[..., LiveInterview]
ANSWER = "All rows of the left table."
QUESTION = {"question": "What does a left join keep?", "category": "joins", "difficulty": "beginner"}


class Sleeper:
    """Waits not at all and remembers for how long it was to."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)


def said(record: RecordedSession) -> list[tuple[Speaker | None, str]]:
    return [(item.speaker, item.text) for item in record.history() if item.kind == "turn"]


def failed(interview: LiveInterview) -> str:
    """Wait for the interview to fail; return what people are told."""
    eventually(lambda: interview.snapshot().state is LiveState.FAILED)
    return interview.snapshot().message


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [m["item"]["content"][0]["text"] for m in messages if m.get("item", {}).get("content")]


@pytest.fixture
def answered(server: ScriptedServer, begin: Begin) -> tuple[LiveInterview, Line]:
    """An interview in writing in which one question was answered and the interviewer is to go on."""
    interview = begin(text_only=True)
    line = server.accept()
    line.welcome()
    line.responds("r1", "What does a left join keep?")
    line.hears("u1", ANSWER, previous="msg_r1")
    eventually(lambda: len([turn for turn in interview.snapshot().turns if turn.final]) == 2)
    return interview, line


class TestRefusedHandshakes:
    """Nobody has heard anything yet: the message says what to do, and the session waits to be resumed."""

    @pytest.mark.parametrize(
        ("refusal", "told"),
        [
            (401, "key was refused"),
            (403, "model is not available"),
            (404, "model is not available"),
            (400, "does not accept the settings"),
            (Refusal(429, b'{"error": {"code": "insufficient_quota"}}'), "quota"),
            (Refusal(429, b'{"error": {"code": "billing_hard_limit_reached"}}'), "spending limit"),
            (Refusal(403, b'{"error": {"code": "account_deactivated"}}'), "deactivated"),
        ],
    )
    def test_a_refusal_for_good_is_told_in_words_at_the_first_attempt(
        self,
        server: ScriptedServer,
        begin: Begin,
        record: RecordedSession,
        refusal: int | Refusal,
        told: str,
    ):
        server.refuse_with = [refusal]
        assert told in failed(begin())
        assert server.handshakes == 1
        assert said(record) == []
        assert record.interviewing.session(record.session_id).in_progress

    def test_too_many_requests_are_waited_out_as_long_as_the_server_asks(
        self, server: ScriptedServer, begin: Begin
    ):
        server.refuse_with = [Refusal(429, b"not json", {"Retry-After": "7"})]
        sleeper = Sleeper()
        interview = begin(sleep=sleeper, backoff=Backoff(first=0.01))
        server.accept().welcome()
        assert 7.0 in sleeper.pauses
        assert not interview.snapshot().message

    def test_a_wait_nobody_has_the_patience_for_ends_in_a_message(self, server: ScriptedServer, begin: Begin):
        server.refuse_with = [Refusal(429, b"", {"Retry-After": "3600"})]
        sleeper = Sleeper()
        assert failed(begin(sleep=sleeper)) == errors.BUSY
        assert sleeper.pauses == []

    @pytest.mark.parametrize("status", [429, 500, 502, 503])
    def test_a_refusal_that_may_pass_is_tried_again(self, server: ScriptedServer, begin: Begin, status: int):
        server.refuse_with = [status]
        begin()
        server.accept().welcome()
        assert server.handshakes == 2


class TestFailedResponses:
    """The candidate's answer is stored; the interviewer answers it on a new line, or the reason is told."""

    @pytest.mark.parametrize("code", ["server_error", "rate_limit_exceeded", "never_heard_of"])
    def test_an_answer_whose_response_failed_is_answered_on_a_new_line(
        self,
        server: ScriptedServer,
        answered: tuple[LiveInterview, Line],
        record: RecordedSession,
        code: str,
    ):
        interview, line = answered
        line.response_begins("r2")
        line.response_ends("r2", status="failed", code=code)
        second = server.accept()
        replayed = second.welcome()
        assert texts(replayed)[:2] == ["What does a left join keep?", ANSWER]
        assert replayed[-1]["type"] == "response.create"
        second.responds("r3", "Thank you.")
        eventually(lambda: [turn.text for turn in interview.snapshot().turns][-1] == "Thank you.")
        assert said(record)[1] == (Speaker.CANDIDATE, ANSWER)

    @pytest.mark.parametrize(
        "code",
        [
            "insufficient_quota",
            "invalid_api_key",
            "account_deactivated",
            "billing_hard_limit_reached",
            "model_not_found",
        ],
    )
    @pytest.mark.parametrize("how", ["error", "failed response", "closed line"])
    def test_a_fatal_code_after_a_good_handshake_is_told_and_nothing_said_is_lost(
        self,
        answered: tuple[LiveInterview, Line],
        record: RecordedSession,
        server: ScriptedServer,
        code: str,
        how: str,
    ):
        interview, line = answered
        if how == "error":
            line.complains(code)
        elif how == "closed line":
            line.close(1008, code)
        else:
            line.response_begins("r2")
            line.response_ends("r2", status="failed", code=code)
        assert failed(interview) == errors.explain(code)
        assert said(record)[-1] == (Speaker.CANDIDATE, ANSWER)
        assert server.handshakes == 1
        assert record.interviewing.session(record.session_id).in_progress

    def test_a_limit_says_when_to_come_back(self, server: ScriptedServer, begin: Begin):
        sleeper = Sleeper()
        begin(text_only=True, sleep=sleeper)
        line = server.accept()
        line.welcome()
        line.complains("rate_limit_exceeded", "Rate limit reached. Please try again in 12.5s.")
        server.accept().welcome()
        assert 12.5 in sleeper.pauses

    def test_an_expired_session_goes_on_in_a_new_one(
        self, server: ScriptedServer, answered: tuple[LiveInterview, Line], record: RecordedSession
    ):
        _, line = answered
        line.complains("session_expired", "Your session hit the maximum duration of 60 minutes.")
        assert texts(server.accept().welcome())[-1] == replay.RESTORED
        assert len(said(record)) == 2


class TestLimits:
    def test_what_is_left_of_the_limits_is_shown(self, server: ScriptedServer, begin: Begin):
        interview = begin(text_only=True)
        line = server.accept()
        line.welcome()
        line.emit("rate_limits.updated", rate_limits=[limit("requests", 99), limit("tokens", 4500)])
        shown = eventually(lambda: interview.snapshot().metrics.get("tokens_left"))
        assert shown == 4500
        assert interview.snapshot().metrics["requests_left"] == 99

    def test_nothing_is_asked_for_while_a_limit_is_used_up(self, server: ScriptedServer, begin: Begin):
        interview = begin(text_only=True)
        line = server.accept()
        line.welcome()
        line.emit("rate_limits.updated", rate_limits=[limit("tokens", 0, 0.5)])
        line.responds("r1", "A question?")
        eventually(lambda: interview.snapshot().metrics.get("tokens_left") == 0)
        interview.say(ANSWER)
        line.expect("conversation.item.create")
        assert interview.snapshot().state is LiveState.THINKING
        line.expect("response.create")


class TestDeadLines:
    @pytest.mark.parametrize("code", [1000, 1001, 1011, 4000])
    def test_a_line_closed_while_an_answer_is_owed_is_taken_up_again(
        self,
        server: ScriptedServer,
        answered: tuple[LiveInterview, Line],
        record: RecordedSession,
        code: int,
    ):
        _, line = answered
        line.response_begins("r2")
        line.close(code)
        replayed = server.accept().welcome()
        assert texts(replayed) == ["What does a left join keep?", ANSWER, replay.RESTORED]
        assert len(said(record)) == 2

    def test_a_line_that_went_dead_without_a_word_is_noticed_and_replaced(
        self,
        server: ScriptedServer,
        record: RecordedSession,
        monkeypatch: pytest.MonkeyPatch,
        relay: Relay,
    ):
        """1006: nobody closes anything; only the pings find out. What was heard is stored, and told again."""
        monkeypatch.setitem(link._OPTIONS, "ping_interval", 0.05)
        monkeypatch.setitem(link._OPTIONS, "ping_timeout", 0.2)
        endpoint = replace(server.endpoint, url=f"ws://127.0.0.1:{relay.port}/v1")
        interview = LiveInterview(record, endpoint, record.interviewing.session(record.session_id).plan)
        interview.start()
        line = server.accept()
        line.welcome()
        line.hears("u1", ANSWER)
        eventually(lambda: said(record))
        relay.alive = False
        eventually(lambda: interview.snapshot().state is LiveState.RECONNECTING)
        relay.alive = True
        assert ANSWER in texts(server.accept().welcome())
        interview.stop()


class TestStrangeServers:
    def test_an_unknown_event_and_an_unknown_field_change_nothing(
        self, answered: tuple[LiveInterview, Line], record: RecordedSession
    ):
        interview, line = answered
        line.emit_raw('{"type": "conversation.mood.updated", "event_id": "e", "mood": null}')
        line.emit_raw('{"type": "response.created", "response": {"id": "r2", "new": [1]}, "also": {}}')
        line.emit_raw("this is not even JSON")
        line.emit_raw("[]")
        line.emit_raw('{"no": "type"}')
        line.speaks("r2", "m2", "Thank you.")
        line.response_ends("r2", "m2")
        eventually(lambda: said(record)[-1] == (Speaker.INTERVIEWER, "Thank you."))
        assert interview.snapshot().state is LiveState.LISTENING

    def test_a_response_without_usage_costs_nothing_that_is_known_and_counts_as_any_other(
        self, answered: tuple[LiveInterview, Line], record: RecordedSession
    ):
        _, line = answered
        line.response_begins("r2")
        line.speaks("r2", "m2", "Thank you.")
        done = {
            "id": "r2",
            "object": "realtime.response",
            "status": "completed",
            "output": [{"id": "m2", "type": "message", "role": "assistant", "content": []}],
        }
        line.emit_raw(orjson.dumps({"type": "response.done", "event_id": "e", "response": done}).decode())
        eventually(lambda: said(record)[-1] == (Speaker.INTERVIEWER, "Thank you."))
        assert record.interviewing.spent(record.session_id).session == 0

    def test_a_message_of_a_megabyte_is_heard_to_its_end(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin()
        line = server.accept()
        line.welcome()
        line.responds("r1", "A very long explanation.", audio_ms=17_000)
        eventually(lambda: interview.snapshot().state is LiveState.SPEAKING)
        heard = sum(any(interview.pull_audio(FRAME_BYTES)) for _ in range(900))
        assert heard == 850
        eventually(lambda: said(record) == [(Speaker.INTERVIEWER, "A very long explanation.")])

    def test_deltas_in_a_burst_are_all_heard_and_the_words_stored_once(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin()
        line = server.accept()
        line.welcome()
        line.response_begins("r1")
        for number in range(100):
            line.sounds("r1", "m1", f"w{number} ", audio_ms=20)
        line.response_ends("r1", "m1")
        for _ in range(100):
            eventually(lambda: any(interview.pull_audio(FRAME_BYTES)))
        assert not any(interview.pull_audio(FRAME_BYTES))
        words = " ".join(f"w{number}" for number in range(100))
        eventually(lambda: [text for _, text in said(record)] == [words])

    def test_deltas_that_dribble_in_are_heard_with_silence_between_and_the_words_stored_once(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin()
        line = server.accept()
        line.welcome()
        line.response_begins("r1")
        for word in ("one ", "two ", "three"):
            line.sounds("r1", "m1", word, audio_ms=20)
            eventually(lambda: any(interview.pull_audio(FRAME_BYTES)))
            assert not any(interview.pull_audio(FRAME_BYTES))
        line.response_ends("r1", "m1")
        eventually(lambda: [text for _, text in said(record)] == ["one two three"])

    def test_several_items_in_one_response_are_heard_and_stored_one_after_the_other(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin()
        line = server.accept()
        line.welcome()
        line.response_begins("r1")
        line.speaks("r1", "m1", "First.", audio_ms=200)
        line.speaks("r1", "m2", "Second.", audio_ms=300)
        line.response_ends("r1", "m1", "m2")
        eventually(lambda: len(interview.snapshot().turns) == 2)
        assert sum(any(interview.pull_audio(FRAME_BYTES)) for _ in range(40)) == 25
        eventually(lambda: [text for _, text in said(record)] == ["First.", "Second."])

    def test_interrupted_in_the_second_item_the_first_stays_whole(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin()
        line = server.accept()
        line.welcome()
        line.response_begins("r1")
        line.speaks("r1", "m1", "First.", audio_ms=1000)
        line.speaks("r1", "m2", "one two three four", audio_ms=4000)
        eventually(lambda: len(interview.snapshot().turns) == 2)
        for _ in range(150):
            eventually(lambda: any(interview.pull_audio(FRAME_BYTES)))
        line.speech_starts("u1")
        truncation = line.expect("conversation.item.truncate")
        assert (truncation["item_id"], truncation["audio_end_ms"]) == ("m2", 2000)
        line.speaks("r1", "m2", "four five, much too late", audio_ms=500)
        line.response_ends("r1", "m1", "m2", status="cancelled")
        eventually(lambda: [text for _, text in said(record)] == ["First.", "one two"])
        assert not any(interview.pull_audio(FRAME_BYTES))

    def test_words_that_come_in_the_wrong_order_are_stored_in_the_order_they_were_spoken(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        begin(text_only=True)
        line = server.accept()
        line.welcome()
        for item, previous in (("u1", None), ("u2", "u1")):
            line.speech_starts(item)
            line.speech_stops(item, previous)
        line.transcribes("u2", "The second half.")
        line.transcribes("u1", "The first half.")
        eventually(lambda: len(said(record)) == 2)
        assert [text for _, text in said(record)] == ["The first half.", "The second half."]

    def test_words_nobody_could_make_out_are_no_answer(
        self, server: ScriptedServer, begin: Begin, record: RecordedSession
    ):
        interview = begin(text_only=True)
        line = server.accept()
        line.welcome()
        line.speech_starts("u1")
        line.speech_stops("u1")
        error = {"code": "audio_unintelligible", "message": "no", "type": "transcription_error"}
        line.emit(
            "conversation.item.input_audio_transcription.failed", item_id="u1", content_index=0, error=error
        )
        line.responds("r1", "I could not make that out. Could you say it again?")
        eventually(lambda: len(said(record)) == 1)
        assert [turn.speaker for turn in interview.snapshot().turns] == [Speaker.INTERVIEWER]

    def test_a_call_on_a_cancelled_response_is_never_carried_out(
        self, answered: tuple[LiveInterview, Line], record: RecordedSession
    ):
        _, line = answered
        line.response_begins("r2")
        line.response_ends("r2", call("c1", "log_question_asked", QUESTION), status="cancelled")
        line.responds("r3", "Go on.")
        eventually(lambda: said(record)[-1][1] == "Go on.")
        assert [item for item in record.history() if item.kind == "call"] == []


@pytest.fixture
def relay(server: ScriptedServer) -> Iterator[Relay]:
    relay = Relay(server.port)
    yield relay
    relay.close()


def limit(name: str, remaining: int, reset_seconds: float = 1.0) -> dict[str, Any]:
    return {"name": name, "limit": 5000, "remaining": remaining, "reset_seconds": reset_seconds}
