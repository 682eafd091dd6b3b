from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athena.realtime.events import (
    AudioDelta,
    Failure,
    FunctionCall,
    Ignored,
    ItemAdded,
    RateLimits,
    ResponseDone,
    Transcribed,
    Words,
    parse,
    read,
    read_speech,
)


def event(kind: str, **fields: Any) -> bytes:
    return orjson.dumps({"type": kind, "event_id": "e1"} | fields)


def test_audio_arrives_decoded():
    raw = event(
        "response.output_audio.delta",
        response_id="r",
        item_id="i",
        content_index=1,
        output_index=0,
        delta=b64encode(b"\x01\x02").decode(),
    )
    assert parse(raw) == AudioDelta("r", "i", 1, b"\x01\x02")


@pytest.mark.parametrize(
    ("kind", "field", "final"),
    [
        ("response.output_audio_transcript.delta", "delta", False),
        ("response.output_audio_transcript.done", "transcript", True),
        ("response.output_text.delta", "delta", False),
        ("response.output_text.done", "text", True),
    ],
)
def test_spoken_and_written_words_read_alike(kind: str, field: str, final: bool):
    raw = event(kind, response_id="r", item_id="i", content_index=0, **{field: "so"})
    assert parse(raw) == Words("r", "i", 0, "so", final)


def test_only_completed_calls_of_a_response_count():
    calls = [
        {
            "id": f"f{n}",
            "type": "function_call",
            "call_id": f"c{n}",
            "name": "x",
            "arguments": "{}",
            "status": status,
        }
        for n, status in enumerate(["completed", "incomplete"])
    ]
    output = [*calls, {"id": "m", "type": "message"}]
    done = parse(event("response.done", response={"id": "r", "status": "completed", "output": output}))
    assert done == ResponseDone("r", "completed", (FunctionCall("f0", "c0", "x", "{}"),), ("m",), {}, None)


def test_a_failed_response_carries_its_error():
    details = {"type": "failed", "error": {"code": "insufficient_quota", "type": "x"}}
    raw = event(
        "response.done", response={"id": "r", "status": "failed", "status_details": details, "output": None}
    )
    done = parse(raw)
    assert isinstance(done, ResponseDone)
    assert done.failure == Failure("insufficient_quota", "x", "")


def test_an_error_tells_which_message_it_is_about():
    raw = event("error", error={"type": "t", "code": None, "message": "m", "event_id": "mine"})
    assert parse(raw) == Failure("", "t", "m", "mine")


def test_a_failed_transcription_has_no_text():
    raw = event("conversation.item.input_audio_transcription.failed", item_id="i", content_index=0, error={})
    assert parse(raw) == Transcribed("i", None)


def test_items_without_a_role_are_no_turns():
    raw = event("conversation.item.added", item={"id": "i", "type": "function_call"}, previous_item_id="p")
    assert parse(raw) == ItemAdded("i", "p", "")


def test_unknown_events_and_fields_are_passed_over():
    assert parse(event("conversation.weather", sunny=True)) == Ignored("conversation.weather")
    raw = event("conversation.item.added", item={"id": "i", "mood": "good"}, previous_item_id=None, more=1)
    assert parse(raw) == ItemAdded("i", None, "")


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"{}", event("response.done"), event("error", error="text")]
)
def test_what_cannot_be_read_is_marked_malformed(raw: bytes):
    read = parse(raw)
    assert isinstance(read, Ignored)
    assert read.malformed


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
kinds = st.sampled_from(
    ["response.done", "error", "conversation.item.added", "response.output_audio.delta", "x"]
)
fields = st.sampled_from(["response", "error", "item", "delta", "item_id", "response_id", "content_index"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kinds, st.dictionaries(fields, json_values))
def test_no_message_raises(kind: str, content: dict[str, Any]):
    parse(event(kind, **content))


def test_limits_tell_what_is_left_and_when_the_used_up_ones_begin_anew():
    raw = event(
        "rate_limits.updated",
        rate_limits=[
            {"name": "requests", "limit": 10, "remaining": 9, "reset_seconds": 60},
            {"name": "tokens", "limit": 10, "remaining": 0, "reset_seconds": 2.5},
            {"name": "moods"},
        ],
    )
    assert parse(raw) == RateLimits({"requests": 9, "tokens": 0}, 2.5)


sounds = st.one_of(
    st.binary(max_size=12).map(lambda pcm: b64encode(pcm).decode()),
    st.text(alphabet='AQ=-_ "\\\n:ä', max_size=8),
    json_values,
)
speech_fields = st.dictionaries(
    st.sampled_from(["response_id", "item_id", "content_index", "delta", "type", "x"]),
    st.one_of(
        json_values,
        sounds,
        st.just("delta"),
        st.dictionaries(st.sampled_from(["delta", "y"]), sounds, max_size=2),
    ),
    max_size=4,
)


def spoken(before: dict[str, Any], delta: Any, after: dict[str, Any], spaced: bool) -> bytes:
    place = {"response_id": "r", "item_id": "i", "content_index": 0}
    fields = {"type": "response.output_audio.delta", **before, **place, "delta": delta, **after}
    return json.dumps(fields, ensure_ascii=False).encode() if spaced else orjson.dumps(fields)


@given(
    st.builds(spoken, speech_fields, sounds, speech_fields, st.booleans()), st.integers(-1, 60), st.binary()
)
def test_speech_read_at_once_is_what_reading_it_as_json_makes_of_it(raw: bytes, at: int, noise: bytes):
    torn = raw if at < 0 else raw[:at] + noise + raw[at:]
    for message in (raw, torn):
        at_once = read_speech(message)
        assert at_once is None or at_once == read(message)


def test_plain_speech_is_read_at_once():
    raw = spoken({"event_id": "e"}, b64encode(b"\x01\x02").decode(), {}, spaced=True)
    assert read_speech(raw) == AudioDelta("r", "i", 0, b"\x01\x02")
