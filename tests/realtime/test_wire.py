from __future__ import annotations

import pytest
from openai.types.realtime import RealtimeClientEvent
from pydantic import TypeAdapter

from athena.domain.interview import InterviewPlan, Speaker, read_plan
from athena.realtime import replay, wire

PLAN = InterviewPlan(question_count=4, seed=7, patience=1.5)
_CLIENT_EVENT: TypeAdapter[object] = TypeAdapter(RealtimeClientEvent)


@pytest.mark.parametrize(
    "message",
    [
        wire.session_update(PLAN, wire.EMBEDDED_VOICE, text_only=False),
        wire.session_update(PLAN, wire.EMBEDDED_VOICE, text_only=True),
        wire.typed_item("item_1", "An answer."),
        wire.message_item("item_2", Speaker.INTERVIEWER, "A question?", interrupted=True),
        wire.system_item(replay.TIME_UP),
        wire.call_item("c1", "log_question_asked", "{}"),
        wire.output_item("item_3", "c1", {"ok": True}),
        wire.truncate("item_2", 0, 300),
        wire.delete("item_2"),
        wire.cancel("r1"),
        wire.CREATE_RESPONSE,
        wire.COMMIT_AUDIO,
    ],
    ids=lambda message: message["type"],
)
def test_every_message_is_one_the_protocol_knows(message: wire.Message):
    _CLIENT_EVENT.validate_python(message, strict=True)


def test_the_instructions_carry_the_plan():
    session = wire.session_update(PLAN, wire.EMBEDDED_VOICE, text_only=False)["session"]
    assert read_plan(session["instructions"]) == PLAN


def test_text_only_asks_for_text():
    session = wire.session_update(PLAN, wire.EMBEDDED_VOICE, text_only=True)["session"]
    assert session["output_modalities"] == ["text"]
