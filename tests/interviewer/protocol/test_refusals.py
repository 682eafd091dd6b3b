"""What a client does wrong is answered with an error and never ends the session."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interviewer.protocol.talk import Talk, codes, types


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "invalid_json"),
        ("[]", "invalid_event"),
        ("3", "invalid_event"),
        (b'{"type":"response.create"}', "invalid_message"),
        ("{}", "missing_required_parameter"),
        ('{"type":"response.dance"}', "invalid_value"),
        ('{"type":7}', "invalid_value"),
        ('{"type":"input_audio_buffer.append"}', "missing_required_parameter"),
        ('{"type":"input_audio_buffer.append","audio":5}', "invalid_type"),
        ('{"type":"input_audio_buffer.append","audio":"%%%"}', "invalid_value"),
        (
            '{"type":"conversation.item.truncate","item_id":"a","content_index":"0","audio_end_ms":1}',
            "invalid_type",
        ),
        ('{"type":"response.create","response":{"metadata":{"a":1}}}', "invalid_type"),
        ('{"type":"output_audio_buffer.clear"}', "invalid_value"),
        ("[" * 100 + "]" * 100, "invalid_json"),
    ],
)
def test_a_malformed_message_is_answered_with_its_code(message: str | bytes, code: str) -> None:
    talk = Talk()
    assert codes(talk.send_raw(message)) == [code]
    assert types(talk.send("response.create"))[0] == "response.created"


def test_an_error_names_the_clients_event() -> None:
    event = Talk().send("conversation.item.delete", item_id="nowhere", event_id="mine")[0]
    assert event["error"]["event_id"] == "mine"
    assert event["error"]["type"] == "invalid_request_error"
    assert event["error"]["param"] == "item_id"
    assert "nowhere" in event["error"]["message"]


def test_the_name_of_the_wrong_field_is_told() -> None:
    content = [{"type": "input_text", "text": 5}]
    item = {"type": "message", "role": "user", "content": content}
    error = Talk().send("conversation.item.create", item=item)[0]["error"]
    assert error["param"] == "item.content.0.text"


def test_more_audio_than_an_event_may_carry_is_refused() -> None:
    events = Talk().send("input_audio_buffer.append", audio="A" * ((15 << 20) + 4))
    assert codes(events) == ["string_above_max_length"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
types_of_events = st.sampled_from(
    [
        "session.update",
        "input_audio_buffer.append",
        "input_audio_buffer.commit",
        "conversation.item.create",
        "conversation.item.truncate",
        "response.create",
        "response.cancel",
    ]
)
fields = st.dictionaries(
    st.sampled_from(["session", "audio", "item", "item_id", "response", "previous_item_id", "event_id"]),
    json_values,
)


@settings(deadline=None)
@given(types_of_events, fields)
def test_no_field_of_any_type_breaks_the_session(event_type: str, rest: dict[str, Any]) -> None:
    talk = Talk()
    talk.send_raw(orjson.dumps({"type": event_type, **rest}).decode())
    assert codes(talk.send("conversation.item.retrieve", item_id="none")) == ["item_retrieve_invalid_item_id"]


session_settings = st.fixed_dictionaries(
    {},
    optional={
        "instructions": json_values,
        "tools": json_values
        | st.lists(st.fixed_dictionaries({"type": st.just("function"), "name": json_values})),
        "tool_choice": json_values,
        "tracing": json_values,
        "truncation": json_values,
        "output_modalities": json_values,
        "max_output_tokens": json_values,
        "audio": st.fixed_dictionaries(
            {},
            optional={
                "input": st.dictionaries(
                    st.sampled_from(["format", "transcription", "turn_detection", "noise_reduction"]),
                    json_values,
                ),
                "output": st.dictionaries(st.sampled_from(["format", "voice", "speed"]), json_values),
            },
        ),
    },
)


@settings(deadline=None)
@given(st.lists(session_settings, max_size=3))
def test_whatever_settings_are_sent_the_answer_is_valid(updates: list[dict[str, Any]]) -> None:
    talk = Talk()
    for update in updates:
        assert len(talk.send("session.update", session=update)) == 1
