"""Input audio: appended, committed, cleared; speech told of; silence noticed."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from athena.interviewer.protocol import AwaitSpeech, EndTurn, ForgetAudio, Listen, Recognise, StopWaiting
from tests.interviewer.protocol.talk import Talk, codes, types

MANUAL: dict[str, Any] = {"audio": {"input": {"turn_detection": None}}}
TRANSCRIBED: dict[str, Any] = {"audio": {"input": {"transcription": {"model": "any"}}}}


def vad(**settings: Any) -> dict[str, Any]:
    return {"audio": {"input": {"turn_detection": {"type": "server_vad", **settings}}}}


def test_appended_audio_is_heard() -> None:
    talk = Talk()
    assert talk.append(20) == []
    assert talk.wanted(Listen) == [Listen(bytes(960), "audio/pcm")]


def test_the_format_travels_with_the_audio() -> None:
    talk = Talk(audio={"input": {"format": {"type": "audio/pcmu"}}})
    talk.send("input_audio_buffer.append", audio=base64.b64encode(b"\xff" * 8).decode())
    assert talk.wanted(Listen)[-1].encoding == "audio/pcmu"


def test_a_turn_is_told_of_in_order() -> None:
    talk = Talk()
    talk.outputs.clear()
    talk.core.speech_started(320)
    talk.core.turn_taken(900, bytes(3_200))
    assert types(talk.take()) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "response.created",
    ]
    assert len({event["item_id"] for event in talk.events if "item_id" in event}) == 1
    assert talk.of_type("input_audio_buffer.speech_started")[0]["audio_start_ms"] == 320
    assert talk.of_type("input_audio_buffer.speech_stopped")[0]["audio_end_ms"] == 900


def test_a_turn_is_recognised() -> None:
    talk = Talk()
    item_id = talk.speak(None)
    assert talk.wanted(Recognise) == [Recognise(item_id, bytes(16_000))]


def test_the_words_are_told_to_who_asked_for_them() -> None:
    talk = Talk(**TRANSCRIBED)
    events = talk.hear(talk.speak(None), " A left join. ")
    assert types(events) == [
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.completed",
    ]
    assert events[1]["transcript"] == "A left join."
    assert events[1]["usage"] == {"type": "duration", "seconds": 0.5}


def test_words_nobody_asked_for_are_kept_to_the_server() -> None:
    talk = Talk()
    assert types(talk.hear(talk.speak(None), "A left join.")) == []


def test_a_failed_recognition_is_told() -> None:
    talk = Talk(**TRANSCRIBED)
    item_id = talk.speak(None)
    talk.core.recognition_failed(item_id, "No ears today.")
    (event,) = talk.take()
    assert event["type"] == "conversation.item.input_audio_transcription.failed"
    assert event["error"]["message"] == "No ears today."


def test_words_are_told_once() -> None:
    talk = Talk(**TRANSCRIBED)
    item_id = talk.speak("A join.")
    assert talk.hear(item_id, "Another join.") == []


def test_words_of_a_deleted_item_are_dropped() -> None:
    talk = Talk(**TRANSCRIBED)
    item_id = talk.speak(None)
    talk.send("conversation.item.delete", item_id=item_id)
    assert talk.hear(item_id, "A join.") == []


def test_a_client_ends_its_turn_itself() -> None:
    talk = Talk(**MANUAL)
    talk.append(100)
    talk.send("input_audio_buffer.commit")
    assert talk.wanted(EndTurn)
    talk.core.audio_committed(bytes(3_200))
    assert types(talk.take()) == [
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
    ]


def test_too_little_audio_is_not_committed() -> None:
    talk = Talk(**MANUAL)
    talk.append(99)
    assert codes(talk.send("input_audio_buffer.commit")) == ["input_audio_buffer_commit_empty"]


def test_audio_is_committed_once() -> None:
    talk = Talk(**MANUAL)
    talk.append(100)
    talk.core.audio_committed(bytes(3_200))
    talk.take()
    assert codes(talk.send("input_audio_buffer.commit")) == ["input_audio_buffer_commit_empty"]


def test_a_commit_while_speaking_ends_the_turn() -> None:
    talk = Talk()
    talk.core.speech_started(0)
    assert codes(talk.send("input_audio_buffer.commit")) == []
    assert talk.wanted(EndTurn)


def test_a_turn_the_client_ends_has_no_other_end_and_no_response_of_its_own() -> None:
    talk = Talk()
    talk.core.speech_started(0)
    talk.send("input_audio_buffer.commit")
    talk.outputs.clear()
    talk.core.audio_committed(bytes(3_200))
    assert types(talk.take())[0] == "input_audio_buffer.committed"
    assert not talk.of_type("response.created")
    assert codes(talk.send("input_audio_buffer.commit")) == ["input_audio_buffer_commit_empty"]


def test_a_commit_of_nothing_said_is_refused() -> None:
    talk = Talk()
    talk.append(500)
    assert codes(talk.send("input_audio_buffer.commit")) == ["input_audio_buffer_commit_empty"]


def test_a_cleared_buffer_is_empty() -> None:
    talk = Talk(**MANUAL)
    talk.append(500)
    assert types(talk.send("input_audio_buffer.clear")) == ["input_audio_buffer.cleared"]
    assert talk.wanted(ForgetAudio)
    assert codes(talk.send("input_audio_buffer.commit")) == ["input_audio_buffer_commit_empty"]


def test_a_buffer_nobody_commits_does_not_grow_for_ever() -> None:
    talk = Talk(**MANUAL)
    second = base64.b64encode(bytes(48_000 * 60)).decode()
    answers = [talk.send("input_audio_buffer.append", audio=second) for _ in range(11)]
    assert codes(answers[9]) == []
    assert codes(answers[10]) == ["input_audio_buffer_full"]


def test_without_ears_audio_is_refused() -> None:
    talk = Talk(hears=False)
    assert codes(talk.append()) == ["audio_input_not_available"]


def test_without_ears_audio_items_are_refused() -> None:
    item = {"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": "AAAA"}]}
    assert codes(Talk(hears=False).send("conversation.item.create", item=item)) == [
        "audio_input_not_available"
    ]


def test_no_response_follows_a_turn_where_none_is_wanted() -> None:
    talk = Talk(**vad(create_response=False))
    talk.speak()
    assert not talk.of_type("response.created")


def test_silence_is_awaited_once_everything_is_played() -> None:
    talk = Talk(**vad(idle_timeout_ms=5_000))
    talk.send("response.create")
    talk.reply("Hello.", ms=2_000)
    assert talk.wanted(AwaitSpeech) == [AwaitSpeech(7_000)]


def test_what_was_interrupted_is_not_played_any_more() -> None:
    talk = Talk(**vad(idle_timeout_ms=5_000))
    talk.send("response.create")
    talk.reply("Hello.", ms=60_000)
    talk.speak("Stop.")
    talk.reply()
    assert talk.wanted(AwaitSpeech)[-1] == AwaitSpeech(5_000)


def test_no_silence_is_awaited_without_a_timeout() -> None:
    talk = Talk()
    talk.send("response.create")
    talk.reply("Hello.")
    assert not talk.wanted(AwaitSpeech)


@pytest.mark.parametrize("what", ["speech", "typing", "response"])
def test_nobody_waits_for_a_candidate_who_acts(what: str) -> None:
    talk = Talk(**vad(idle_timeout_ms=5_000))
    talk.send("response.create")
    talk.reply("Hello.")
    talk.outputs.clear()
    match what:
        case "speech":
            talk.core.speech_started(0)
        case "typing":
            talk.type("Hi")
        case "response":
            talk.send("response.create")
    talk.take()
    assert StopWaiting() in talk.outputs


def test_a_long_silence_is_answered() -> None:
    talk = Talk(**vad(idle_timeout_ms=5_000))
    talk.send("response.create")
    talk.reply("Hello.")
    talk.append(200)
    talk.core.silence_elapsed()
    events = talk.take()
    assert types(events) == [
        "input_audio_buffer.timeout_triggered",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "response.created",
    ]
    assert (events[0]["audio_start_ms"], events[0]["audio_end_ms"]) == (0, 200)
    silent = talk.composing.history[-1]
    assert (silent.kind, silent.text, silent.unclear) == ("candidate", "", False)


def test_a_silence_that_ends_in_time_is_none() -> None:
    talk = Talk(**vad(idle_timeout_ms=5_000))
    talk.core.speech_started(0)
    talk.core.silence_elapsed()
    talk.take()
    assert not talk.of_type("input_audio_buffer.timeout_triggered")
