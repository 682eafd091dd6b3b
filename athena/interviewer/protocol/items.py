"""Conversation items as clients send them, checked, and as they go over the wire."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
)

from athena.interviewer.protocol.refusals import Refusal, refusal_of

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Item = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _InputText(_Part):
    type: Literal["input_text"]
    text: str


class _InputAudio(_Part):
    type: Literal["input_audio"]
    audio: str | None = None
    transcript: str | None = None


class _InputImage(_Part):
    type: Literal["input_image"]
    image_url: str
    detail: Literal["auto", "low", "high"] | None = None


class _OutputText(_Part):
    type: Literal["output_text"]
    text: str


class _OutputAudio(_Part):
    type: Literal["output_audio"]
    transcript: str | None = None


class _Item(_Part):
    id: Identifier | None = None
    status: Literal["completed", "incomplete", "in_progress"] | None = None


class _User(_Item):
    type: Literal["message"]
    role: Literal["user"]
    content: list[Annotated[_InputText | _InputAudio | _InputImage, Field(discriminator="type")]]


class _System(_Item):
    type: Literal["message"]
    role: Literal["system"]
    content: list[_InputText]


class _Assistant(_Item):
    type: Literal["message"]
    role: Literal["assistant"]
    content: list[Annotated[_OutputText | _OutputAudio, Field(discriminator="type")]]


class _FunctionCall(_Item):
    type: Literal["function_call"]
    name: str
    arguments: str
    call_id: Identifier | None = None


class _FunctionCallOutput(_Item):
    type: Literal["function_call_output"]
    call_id: str
    output: str


class _Reference(_Part):
    type: Literal["item_reference"]
    id: str


def _tag(item: object) -> object:
    if not isinstance(item, dict):
        return None
    kind = item.get("type")
    return f"{item.get('role')} message" if kind == "message" else kind


_KNOWN = (
    Annotated[_User, Tag("user message")]
    | Annotated[_System, Tag("system message")]
    | Annotated[_Assistant, Tag("assistant message")]
    | Annotated[_FunctionCall, Tag("function_call")]
    | Annotated[_FunctionCallOutput, Tag("function_call_output")]
    | Annotated[_Reference, Tag("item_reference")]
)
_ADAPTER: TypeAdapter[BaseModel] = TypeAdapter(Annotated[_KNOWN, Discriminator(_tag)])


def read_item(raw: object, param: str = "item") -> Item:
    """Check an item sent by a client and return it without fields nobody knows; raise Refusal."""
    try:
        item = _ADAPTER.validate_python(raw).model_dump(exclude_none=True)
    except ValidationError as error:
        raise refusal_of(error, raw, param) from None
    if item["type"] == "item_reference" and param == "item":
        raise Refusal(
            "An item reference can only stand in a response's input.", "invalid_value", f"{param}.type"
        )
    return item


def wire_item(item: Item, item_id: str) -> Item:
    """Return a client's item as the server tells of it: with id, object and status, without its audio."""
    told = {"object": "realtime.item", "status": "completed", **item, "id": item_id}
    if "content" in told:
        told["content"] = [{k: v for k, v in part.items() if k != "audio"} for part in told["content"]]
    return told


def audio_of(item: Item) -> str:
    """Return the base64 audio a client put into a user item, or an empty string."""
    return "".join(part.get("audio", "") for part in item.get("content", ()) if part["type"] == "input_audio")


def text_of(item: Item) -> str:
    """Return the words of a message item, spoken or written."""
    parts = (part.get("text") or part.get("transcript") or "" for part in item.get("content", ()))
    return " ".join(part for part in parts if part)


def spoken_user_item(item_id: str, transcript: str | None = None) -> Item:
    """Return a user item for audio that was committed."""
    content = {"type": "input_audio", "transcript": transcript}
    return {**_message(item_id, "user", "completed"), "content": [content]}


def assistant_item(item_id: str) -> Item:
    """Return an assistant message that has just begun."""
    return {**_message(item_id, "assistant", "in_progress"), "content": []}


def call_item(item_id: str, call_id: str, name: str) -> Item:
    """Return a function call that has just begun."""
    head = {"id": item_id, "object": "realtime.item", "type": "function_call", "status": "in_progress"}
    return {**head, "call_id": call_id, "name": name, "arguments": ""}


def _message(item_id: str, role: str, status: str) -> Item:
    return {"id": item_id, "object": "realtime.item", "type": "message", "role": role, "status": status}
