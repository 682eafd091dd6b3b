"""The session: its greeting and its settings."""

from __future__ import annotations

from typing import Any

import pytest

from athena.domain.interview import InterviewPlan, plan_section
from athena.interviewer.protocol import ForgetAudio, Hearing, Tune
from tests.interviewer.protocol.talk import TOOLS, Talk, codes, types


def session_of(talk: Talk) -> dict[str, Any]:
    session: dict[str, Any] = talk.of_type("session.updated")[-1]["session"]
    return session


def turn_detection(**settings: Any) -> dict[str, Any]:
    return {"audio": {"input": {"turn_detection": settings}}}


def test_the_server_greets_with_its_settings() -> None:
    created = Talk().events[0]
    assert created["type"] == "session.created"
    assert created["session"]["model"] == "athena-local"
    assert created["session"]["audio"]["input"]["turn_detection"]["type"] == "server_vad"


def test_an_update_answers_all_settings() -> None:
    session = session_of(Talk(instructions="Interview.", tools=TOOLS))
    assert (session["instructions"], session["output_modalities"]) == ("Interview.", ["audio"])
    assert session["tools"][0]["name"] == "log_question_asked"


def test_an_update_merges_deeply() -> None:
    talk = Talk(audio={"output": {"voice": "marin"}, "input": {"transcription": {"model": "whisper-1"}}})
    talk.send("session.update", session=turn_detection(silence_duration_ms=700))
    audio = session_of(talk)["audio"]
    assert audio["output"]["voice"] == "marin"
    assert audio["input"]["transcription"]["model"] == "whisper-1"
    assert audio["input"]["turn_detection"]["silence_duration_ms"] == 700
    assert audio["input"]["turn_detection"]["threshold"] == 0.5


def test_another_type_of_turn_detection_replaces_the_whole() -> None:
    session = session_of(Talk(**turn_detection(type="semantic_vad", eagerness="low")))
    assert "threshold" not in session["audio"]["input"]["turn_detection"]


def test_null_turns_turn_detection_off() -> None:
    talk = Talk(audio={"input": {"turn_detection": None}})
    assert session_of(talk)["audio"]["input"]["turn_detection"] is None
    assert talk.wanted(Tune)[-1] == Tune(None)


def test_null_leaves_what_cannot_be_null() -> None:
    talk = Talk(instructions="Interview.", tools=TOOLS)
    talk.send("session.update", session={"instructions": None, "tools": None, "audio": {"output": None}})
    session = session_of(talk)
    assert session["instructions"] == "Interview."
    assert session["tools"]


@pytest.mark.parametrize(
    "update",
    [
        {"audio": {"output": {"voice": {"id": "voice_1"}}}},
        {"audio": {"output": {"voice": "nobody-knows"}}},
        {"tracing": "auto"},
        {"tracing": {"workflow_name": "x", "metadata": {"a": 1}}},
        {"tracing": None, "prompt": None, "include": None},
        {"audio": {"input": {"noise_reduction": {"type": "near_field"}}}},
        {"tool_choice": {"type": "function", "name": "log_question_asked"}},
        {"truncation": {"type": "retention_ratio", "retention_ratio": 0.8}},
        {"something_new": {"deep": [1, 2]}},
    ],
)
def test_settings_that_change_nothing_here_are_accepted(update: dict[str, Any]) -> None:
    assert codes(Talk().send("session.update", session=update)) == []


@pytest.mark.parametrize(
    ("update", "param"),
    [
        ({"instructions": 5}, "session.instructions"),
        ({"type": "transcription"}, "session.type"),
        ({"output_modalities": ["smell"]}, "session.output_modalities.0"),
        (
            {"audio": {"input": {"turn_detection": {"threshold": 7}}}},
            "session.audio.input.turn_detection.threshold",
        ),
        ({"audio": {"input": {"format": {"type": "audio/mp3"}}}}, "session.audio.input.format"),
        ({"tools": [{"type": "function"}]}, "session.tools.0.name"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(update: dict[str, Any], param: str) -> None:
    talk = Talk()
    error = talk.send("session.update", session=update)[-1]["error"]
    assert error["param"] == param
    assert talk.core.config.instructions == ""


def test_a_refused_update_changes_nothing() -> None:
    talk = Talk()
    talk.send("session.update", session={"instructions": "New.", "output_modalities": []})
    assert talk.core.config.instructions == ""


def test_the_plan_of_the_instructions_sets_the_patience() -> None:
    talk = Talk(instructions=plan_section(InterviewPlan(patience=2.0)))
    assert talk.wanted(Tune)[-1] == Tune(Hearing(0.5, 300, 1_000, 2.0))


@pytest.mark.parametrize(("eagerness", "patience"), [("low", 2.0), ("medium", 1.0), ("high", 0.6)])
def test_eagerness_is_patience(eagerness: str, patience: float) -> None:
    talk = Talk(**turn_detection(type="semantic_vad", eagerness=eagerness))
    assert talk.wanted(Tune)[-1].hearing.patience == patience


def test_other_settings_leave_the_ears_alone() -> None:
    talk = Talk()
    before = len(talk.wanted(Tune))
    talk.send("session.update", session={"instructions": "Interview.", "tools": TOOLS})
    assert len(talk.wanted(Tune)) == before
    assert not talk.wanted(ForgetAudio)


def test_the_model_and_the_id_cannot_be_changed() -> None:
    talk = Talk()
    before = talk.events[0]["session"]["id"]
    events = talk.send("session.update", session={"model": "other", "id": "mine"})
    assert types(events) == ["session.updated"]
    assert (events[0]["session"]["model"], events[0]["session"]["id"]) == ("athena-local", before)
