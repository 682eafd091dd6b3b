from __future__ import annotations

import pytest
from openai.types.realtime import RealtimeClientEvent
from pydantic import TypeAdapter

from athena.domain.interview import InterviewPlan
from athena.realtime import wire
from athena.realtime.link import Endpoint
from athena.realtime.template import CloudTemplate

_CLIENT_EVENT: TypeAdapter[object] = TypeAdapter(RealtimeClientEvent)
TEMPLATES = [
    CloudTemplate(),
    CloudTemplate(turn_detection="server_vad", noise_reduction="far_field", reasoning_effort="xhigh"),
    CloudTemplate(voice="cedar", speed=1.25, eagerness="high", noise_reduction="none", language="de"),
]


def session(template: CloudTemplate) -> wire.Message:
    update = wire.session_update(InterviewPlan(), template.sounding(25), text_only=False)
    return dict(update["session"])


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_session_the_protocol_knows(template: CloudTemplate):
    update = wire.session_update(InterviewPlan(), template.sounding(25), text_only=False)
    _CLIENT_EVENT.validate_python(update, strict=True)


def test_candidates_who_think_aloud_are_given_the_longest_time_unless_told_otherwise():
    detection = session(CloudTemplate())["audio"]["input"]["turn_detection"]
    assert (detection["type"], detection["eagerness"]) == ("semantic_vad", "low")


@pytest.mark.parametrize("kind", ["semantic_vad", "server_vad"])
def test_the_server_never_breaks_a_silence_by_itself(kind: str):
    detection = session(CloudTemplate(turn_detection=kind))["audio"]["input"]["turn_detection"]
    assert "idle_timeout_ms" not in detection


def test_the_choices_reach_the_session():
    chosen = session(
        CloudTemplate(voice="cedar", speed=1.2, reasoning_effort="high", transcription_model="gpt-transcribe")
    )
    assert chosen["reasoning"] == {"effort": "high"}
    assert (chosen["audio"]["output"]["voice"], chosen["audio"]["output"]["speed"]) == ("cedar", 1.2)
    assert chosen["audio"]["input"]["transcription"] == {"model": "gpt-transcribe", "language": "en"}
    assert chosen["audio"]["input"]["noise_reduction"] == {"type": "near_field"}


def test_what_is_left_to_the_model_is_not_sent():
    chosen = session(CloudTemplate(reasoning_effort="default", noise_reduction="none"))
    assert "reasoning" not in chosen
    assert "noise_reduction" not in chosen["audio"]["input"]


def test_azure_gets_the_key_where_it_looks_for_it():
    azure = Endpoint("wss://athena.openai.azure.com/openai/v1", "k-1", "my-deployment", "openai")
    assert azure.headers == {"api-key": "k-1"}


@pytest.mark.parametrize("url", ["", "wss://api.openai.com/v1", "wss://azure.com.example.org/v1"])
def test_nobody_else_gets_the_key_twice(url: str):
    assert Endpoint(url, "k-1", "m", "openai").headers == {}
