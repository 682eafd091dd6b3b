"""The events clients may send, checked field by field."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from athena.interviewer.protocol.refusals import Refusal, refusal_of


class _Event(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    event_id: str | None = None


class SessionUpdate(_Event):
    """Change the session's settings."""

    type: Literal["session.update"]
    session: dict[str, Any]


class AudioAppend(_Event):
    """Add base64 audio to the input buffer."""

    type: Literal["input_audio_buffer.append"]
    audio: str


class AudioCommit(_Event):
    """Make a user item of what is in the input buffer."""

    type: Literal["input_audio_buffer.commit"]


class AudioClear(_Event):
    """Empty the input buffer."""

    type: Literal["input_audio_buffer.clear"]


class PlaybackClear(_Event):
    """Stop playback of a WebRTC call, which this server has none of."""

    type: Literal["output_audio_buffer.clear"]


class ItemCreate(_Event):
    """Add an item to the conversation, at the end or after ``previous_item_id`` ("root": at the start)."""

    type: Literal["conversation.item.create"]
    item: dict[str, Any]
    previous_item_id: str | None = None


class ItemRetrieve(_Event):
    """Ask for an item."""

    type: Literal["conversation.item.retrieve"]
    item_id: str


class ItemTruncate(_Event):
    """Cut an assistant item where its playback stopped."""

    type: Literal["conversation.item.truncate"]
    item_id: str
    content_index: int
    audio_end_ms: int = Field(ge=0)


class ItemDelete(_Event):
    """Remove an item."""

    type: Literal["conversation.item.delete"]
    item_id: str


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class ResponseTool(_Part):
    """A tool this response may call."""

    type: Literal["function", "mcp"] = "function"
    name: str | None = None


class ResponseParams(_Part):
    """What is asked of one response in place of the session's settings."""

    conversation: Literal["auto", "none"] | None = None
    input: list[dict[str, Any]] | None = None
    instructions: str | None = None
    metadata: dict[str, str] | None = None
    output_modalities: list[Literal["text", "audio"]] | None = None
    max_output_tokens: int | Literal["inf"] | None = None
    tool_choice: str | dict[str, Any] | None = None
    tools: list[ResponseTool] | None = None


class ResponseCreate(_Event):
    """Ask for a response."""

    type: Literal["response.create"]
    response: ResponseParams | None = None


class ResponseCancel(_Event):
    """Stop the response in progress."""

    type: Literal["response.cancel"]
    response_id: str | None = None


ClientEvent = (
    SessionUpdate
    | AudioAppend
    | AudioCommit
    | AudioClear
    | PlaybackClear
    | ItemCreate
    | ItemRetrieve
    | ItemTruncate
    | ItemDelete
    | ResponseCreate
    | ResponseCancel
)
_ADAPTER: TypeAdapter[ClientEvent] = TypeAdapter(Annotated[ClientEvent, Field(discriminator="type")])


def read_event(raw: object) -> ClientEvent:
    """Check a decoded client message; raise Refusal."""
    if not isinstance(raw, dict):
        raise Refusal("An event is a JSON object with a type.", "invalid_event")
    try:
        return _ADAPTER.validate_python(raw)
    except ValidationError as error:
        raise refusal_of(error, raw) from None
