"""The messages a client sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from athena.audio.pcm import RATE
from athena.domain.interview import InterviewPlan, Speaker
from athena.realtime.instructions import instructions
from athena.realtime.tools import as_output, declarations

Message = dict[str, Any]
_PCM = {"type": "audio/pcm", "rate": RATE}
CONFIGURE_ID = "athena_configure"


@dataclass(frozen=True, slots=True)
class Voice:
    """How an interviewer listens and speaks; ``None`` leaves a choice to the server.

    ``nudge_s`` is the silence in seconds that the client breaks, None where the server does.
    """

    turn_detection: Mapping[str, object]
    transcription: Mapping[str, object]
    voice: str | None = None
    speed: float | None = None
    noise_reduction: str | None = None
    reasoning_effort: str | None = None
    nudge_s: float | None = None


def embedded_voice(nudge_ms: int = 25_000) -> Voice:
    """Return how the embedded interviewer listens; after ``nudge_ms`` of silence it asks how it goes."""
    return Voice(
        turn_detection={
            "type": "server_vad",
            "threshold": 0.5,
            "prefix_padding_ms": 300,
            "silence_duration_ms": 1000,
            "idle_timeout_ms": nudge_ms,
            "create_response": True,
            "interrupt_response": True,
        },
        transcription={"language": "en"},
    )


EMBEDDED_VOICE = embedded_voice()


def session_update(plan: InterviewPlan, voice: Voice, *, text_only: bool, steered: bool = False) -> Message:
    """Return the configuration a session begins with; ``steered`` when its questions come one by one."""
    session: Message = {
        "type": "realtime",
        "instructions": instructions(plan, steered=steered),
        "output_modalities": ["text" if text_only else "audio"],
        "tools": declarations(),
        "tool_choice": "auto",
        "audio": {"input": _listening(voice), "output": _speaking(voice)},
    }
    if voice.reasoning_effort:
        session["reasoning"] = {"effort": voice.reasoning_effort}
    return {"type": "session.update", "event_id": CONFIGURE_ID, "session": session}


def _listening(voice: Voice) -> Message:
    noise = voice.noise_reduction
    return {
        "format": _PCM,
        "transcription": dict(voice.transcription),
        "turn_detection": dict(voice.turn_detection),
    } | ({"noise_reduction": {"type": noise}} if noise else {})


def _speaking(voice: Voice) -> Message:
    chosen = {"voice": voice.voice, "speed": voice.speed}
    return {"format": _PCM} | {name: value for name, value in chosen.items() if value is not None}


def message_item(item_id: str, speaker: Speaker, text: str, *, interrupted: bool = False) -> Message:
    """Return a turn as a text item; an interrupted one is marked incomplete."""
    candidate = speaker is Speaker.CANDIDATE
    return _create(
        {
            "id": item_id,
            "type": "message",
            "role": "user" if candidate else "assistant",
            "status": "incomplete" if interrupted else "completed",
            "content": [{"type": "input_text" if candidate else "output_text", "text": text}],
        }
    )


def system_item(text: str, item_id: str = "") -> Message:
    """Return a note to the interviewer, under an id of ours where its arrival matters."""
    item: Message = {"type": "message", "role": "system", "content": [{"type": "input_text", "text": text}]}
    return _create(item | ({"id": item_id} if item_id else {}))


def typed_item(item_id: str, text: str) -> Message:
    """Return a typed answer."""
    return message_item(item_id, Speaker.CANDIDATE, text)


def call_item(call_id: str, name: str, arguments: str) -> Message:
    """Return a tool call of an earlier connection."""
    return _create({"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments})


def output_item(item_id: str, call_id: str, output: Mapping[str, object]) -> Message:
    """Return what a tool call came to."""
    text = as_output(dict(output))
    return _create({"id": item_id, "type": "function_call_output", "call_id": call_id, "output": text})


def truncate(item_id: str, content_index: int, audio_end_ms: int) -> Message:
    """Return the word that only the first ``audio_end_ms`` of an item were heard."""
    return {
        "type": "conversation.item.truncate",
        "item_id": item_id,
        "content_index": content_index,
        "audio_end_ms": audio_end_ms,
    }


def delete(item_id: str) -> Message:
    """Return the word that an item was not heard at all."""
    return {"type": "conversation.item.delete", "item_id": item_id}


CREATE_ID = "athena_create"
CREATE_RESPONSE: Message = {"type": "response.create", "event_id": CREATE_ID}
COMMIT_ID = "athena_commit"
COMMIT_AUDIO: Message = {"type": "input_audio_buffer.commit", "event_id": COMMIT_ID}


def cancel(response_id: str) -> Message:
    """Return the wish to end a response."""
    return {"type": "response.cancel", "response_id": response_id}


def _create(item: Message) -> Message:
    return {"type": "conversation.item.create", "item": item}
