"""What a Realtime server says, read into values; whatever Athena does not act on becomes ``Ignored``.

Read by hand rather than through the SDK's models: the audio path handles up to a hundred messages a second
and session, and an unknown event, field or null must never end an interview.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import a2b_base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event without meaning for the client; ``malformed`` when it could not be read."""

    type: str
    malformed: bool = False


@dataclass(frozen=True, slots=True)
class SessionUpdated:
    """The server accepted the session's configuration."""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The candidate began to speak; the words will become item ``item_id``."""

    item_id: str


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """The candidate's turn is over."""

    item_id: str


@dataclass(frozen=True, slots=True)
class SilencePassed:
    """Nobody spoke for the idle timeout; an empty item was committed and a response follows."""

    item_id: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The candidate's audio became an item."""

    item_id: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """An item joined the conversation; ``speaker_role`` is empty for calls and outputs."""

    item_id: str
    previous: str | None
    speaker_role: str


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The candidate's words; with ``final`` all of them, otherwise a few more; None when unintelligible.

    ``usage`` is what it took to write them down, where the server says so.
    """

    item_id: str
    text: str | None
    final: bool = True
    usage: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResponseCreated:
    """The interviewer begins a response."""

    response_id: str


@dataclass(frozen=True, slots=True)
class AudioDelta:
    """A piece of the interviewer's speech, PCM16 24 kHz mono."""

    response_id: str
    item_id: str
    content_index: int
    pcm: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """The interviewer's words, spoken or written; with ``final`` the whole part, otherwise a few more."""

    response_id: str
    item_id: str
    content_index: int
    text: str
    final: bool


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A tool call inside a finished response; ``arguments`` is JSON as the model wrote it."""

    item_id: str
    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An error the server reports, by itself or as the reason of a failed response.

    ``event_id`` is that of our message it complains about, where the server says so.
    """

    code: str
    type: str
    message: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class ResponseDone:
    """The end of a response: its completed calls, and the ids of the ``messages`` it spoke."""

    response_id: str
    status: str
    calls: tuple[FunctionCall, ...]
    messages: tuple[str, ...]
    usage: Mapping[str, Any]
    failure: Failure | None

    @property
    def completed(self) -> bool:
        """Whether the response came to its natural end."""
        return self.status == "completed"


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What is left of the account's limits by name, and the seconds until the used up ones begin anew."""

    left: Mapping[str, int]
    reset_s: float


Event = (
    Ignored
    | SessionUpdated
    | SpeechStarted
    | SpeechStopped
    | SilencePassed
    | Committed
    | ItemAdded
    | Transcribed
    | ResponseCreated
    | AudioDelta
    | Words
    | ResponseDone
    | RateLimits
    | Failure
)

_AUDIO, _DELTA = b'"response.output_audio.delta"', b'"delta"'
_TYPE_WITHIN = 256
"""How far from its beginning a message tells its type, so far as anybody has seen."""
STREAMED = (AudioDelta, Words)
"""What comes many times a second and is only added to what is there."""


def parse(raw: bytes | str) -> Event:
    """Read one message from the server; never raises."""
    if isinstance(raw, bytes) and raw.find(_AUDIO, 0, _TYPE_WITHIN) >= 0:
        return read_speech(raw) or read(raw)
    return read(raw)


def read_speech(raw: bytes) -> AudioDelta | None:
    """Read a piece of speech as ``read`` would, at half the price; None when it is not that plain.

    The sound is decoded where it lies, so that only the few fields around it are read as JSON. Without a
    backslash every quote begins or ends a string, and the one "delta" there is belongs to the sound.
    """
    key = raw.find(_DELTA)
    begin = raw.find(b'"', key + len(_DELTA)) + 1
    end = raw.find(b'"', begin)
    plain = raw[key + len(_DELTA) : begin - 1].strip() == b":"
    if key < 0 or end < 0 or not plain or b"\\" in raw or raw.find(_DELTA, end) >= 0:
        return None
    try:
        event = orjson.loads(raw[:begin] + raw[end:])
        if event["type"] != "response.output_audio.delta" or "delta" not in event:
            return None
        pcm = a2b_base64(memoryview(raw)[begin:end], strict_mode=True)
        return AudioDelta(event["response_id"], event["item_id"], int(event["content_index"]), pcm)
    except (KeyError, TypeError, ValueError):
        return None


def read(raw: bytes | str) -> Event:
    """Read any message."""
    kind = ""
    try:
        event = orjson.loads(raw)
        kind = str(event["type"])
        reader = _READERS.get(kind)
        return reader(event) if reader else Ignored(kind)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Ignored(kind, malformed=True)


def _audio(event: dict[str, Any]) -> AudioDelta:
    pcm = b64decode(event["delta"])
    return AudioDelta(event["response_id"], event["item_id"], int(event["content_index"]), pcm)


def _words(field: str, *, final: bool) -> Callable[[dict[str, Any]], Words]:
    def read(event: dict[str, Any]) -> Words:
        index = int(event["content_index"])
        return Words(event["response_id"], event["item_id"], index, str(event[field]), final)

    return read


def _item_added(event: dict[str, Any]) -> ItemAdded:
    item = event["item"]
    return ItemAdded(item["id"], event.get("previous_item_id"), item.get("role") or "")


def _response_done(event: dict[str, Any]) -> ResponseDone:
    response = event["response"]
    output = response.get("output") or []
    details = response.get("status_details") or {}
    failed = response["status"] == "failed"
    return ResponseDone(
        response_id=response["id"],
        status=response["status"],
        calls=tuple(_call(item) for item in output if _is_call(item)),
        messages=tuple(item["id"] for item in output if item.get("type") == "message"),
        usage=response.get("usage") or {},
        failure=_failure(details.get("error") or {}) if failed else None,
    )


def _rate_limits(event: dict[str, Any]) -> RateLimits:
    told = [limit for limit in event["rate_limits"] if isinstance(limit.get("remaining"), int)]
    left = {str(limit.get("name")): limit["remaining"] for limit in told}
    waits = [float(limit.get("reset_seconds") or 0) for limit in told if limit["remaining"] <= 0]
    return RateLimits(left, max(waits, default=0.0))


def _is_call(item: dict[str, Any]) -> bool:
    return item.get("type") == "function_call" and item.get("status") == "completed"


def _call(item: dict[str, Any]) -> FunctionCall:
    return FunctionCall(item["id"], item["call_id"], item["name"], item.get("arguments") or "")


def _failure(error: dict[str, Any]) -> Failure:
    return Failure(*(error.get(field) or "" for field in ("code", "type", "message", "event_id")))


_READERS: dict[str, Callable[[dict[str, Any]], Event]] = {
    "session.updated": lambda _: SessionUpdated(),
    "input_audio_buffer.speech_started": lambda e: SpeechStarted(e["item_id"]),
    "input_audio_buffer.speech_stopped": lambda e: SpeechStopped(e["item_id"]),
    "input_audio_buffer.timeout_triggered": lambda e: SilencePassed(e["item_id"]),
    "input_audio_buffer.committed": lambda e: Committed(e["item_id"], e.get("previous_item_id")),
    "conversation.item.added": _item_added,
    "conversation.item.input_audio_transcription.delta": lambda e: Transcribed(
        e["item_id"], e.get("delta") or "", final=False
    ),
    "conversation.item.input_audio_transcription.completed": lambda e: Transcribed(
        e["item_id"], e.get("transcript") or "", usage=e.get("usage") or {}
    ),
    "conversation.item.input_audio_transcription.failed": lambda e: Transcribed(e["item_id"], None),
    "response.created": lambda e: ResponseCreated(e["response"]["id"]),
    "response.output_audio.delta": _audio,
    "response.output_audio_transcript.delta": _words("delta", final=False),
    "response.output_audio_transcript.done": _words("transcript", final=True),
    "response.output_text.delta": _words("delta", final=False),
    "response.output_text.done": _words("text", final=True),
    "response.done": _response_done,
    "rate_limits.updated": _rate_limits,
    "error": lambda e: _failure(e["error"]),
}
