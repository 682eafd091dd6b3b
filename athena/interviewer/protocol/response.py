"""One response as a sequence of events: opened, filled with calls and sentences, closed exactly once."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from athena.interviewer.protocol.conversation import Record, Segment
from athena.interviewer.protocol.items import assistant_item, call_item
from athena.interviewer.protocol.outputs import BYTES_PER_MS, Encoding, Outbox

Status = Literal["completed", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What one response was asked to be; without ``conversation_id`` it stays out of the conversation."""

    response_id: str
    conversation_id: str | None
    spoken: bool
    encoding: Encoding
    voice: str
    tools: frozenset[str]
    instructions: str
    max_output_tokens: int | Literal["inf"] = "inf"
    metadata: dict[str, str] | None = None
    context: tuple[Record, ...] | None = None


@dataclass(slots=True)
class ActiveResponse:
    """A response in progress; ``add`` puts an item into the conversation and returns the id before it.

    ``unseen`` are the calls the client never hears of, because it declared no such tool.
    """

    terms: Terms
    outbox: Outbox
    add: Callable[[Record], str | None]
    items: list[Record] = field(default_factory=list)
    unseen: list[Record] = field(default_factory=list)
    composing: bool = False
    _message: Record | None = field(default=None, init=False)
    _before: list[str | None] = field(default_factory=list, init=False)
    _bytes: int = field(default=0, init=False)

    @property
    def outside(self) -> bool:
        """Whether the response stays out of the conversation."""
        return self.terms.conversation_id is None

    def open(self) -> None:
        """Tell that the response began."""
        self.outbox.send("response.created", response=self._wire("in_progress", None, None))

    def call(self, item_id: str, call_id: str, name: str, arguments: dict[str, Any]) -> None:
        """Make a function call, whole."""
        record = Record(call_item(item_id, call_id, name))
        self._begin(record)
        text = orjson.dumps(arguments).decode()
        self._send("function_call_arguments.delta", record, call_id=call_id, delta=text)
        self._send("function_call_arguments.done", record, call_id=call_id, name=name, arguments=text)
        record.item["arguments"] = text
        self._end(record, "completed")

    def say(self, item_id: str, sentence: str) -> None:
        """Add a sentence to the message, which begins with the first one under ``item_id``."""
        message = self._message or self._begin_message(item_id)
        delta = f" {sentence}" if message.segments else sentence
        message.segments.append(Segment(sentence))
        self._content()[self._words] += delta
        self._bytes = 0
        self._send_part(
            "output_audio_transcript.delta" if self.terms.spoken else "output_text.delta", delta=delta
        )

    def audio(self, payload: bytes) -> int:
        """Add audio to the sentence said last and return how many milliseconds it came to last."""
        if self._message is None or not self.terms.spoken:
            return 0
        self._bytes += len(payload)
        segment = self._message.segments[-1]
        before, segment.duration_ms = segment.duration_ms, self._bytes // BYTES_PER_MS[self.terms.encoding]
        self._send_part("output_audio.delta", delta=base64.b64encode(payload).decode())
        return segment.duration_ms - before

    def close(self, status: Status, details: dict[str, Any] | None, usage: dict[str, Any]) -> None:
        """Close what is open and tell that the response is done."""
        if self._message is not None:
            self._end_message(self._message, "completed" if status == "completed" else "incomplete")
        self.outbox.send("response.done", response=self._wire(status, details, usage))

    @property
    def _words(self) -> str:
        return "transcript" if self.terms.spoken else "text"

    def _content(self) -> dict[str, Any]:
        assert self._message is not None  # noqa: S101 - callers begin a message first
        content: dict[str, Any] = self._message.item["content"][0]
        return content

    def _begin_message(self, item_id: str) -> Record:
        message = Record(assistant_item(item_id))
        self._message = message
        self._begin(message)
        kind = "output_audio" if self.terms.spoken else "output_text"
        message.item["content"].append({"type": kind, self._words: ""})
        self._send_part("content_part.added", part=self._part())
        return message

    def _end_message(self, message: Record, status: str) -> None:
        said = self._content()[self._words]
        if self.terms.spoken:
            self._send_part("output_audio.done")
            self._send_part("output_audio_transcript.done", transcript=said)
        else:
            self._send_part("output_text.done", text=said)
        self._send_part("content_part.done", part=self._part())
        self._end(message, status)

    def _part(self) -> dict[str, Any]:
        return {"type": "audio" if self.terms.spoken else "text", self._words: self._content()[self._words]}

    def _begin(self, record: Record) -> None:
        self._before.append(self.add(record))
        self.items.append(record)
        self._tell("response.output_item.added", record)
        self._tell("conversation.item.added", record)

    def _end(self, record: Record, status: str) -> None:
        record.item["status"] = status
        self._tell("conversation.item.done", record)
        self._tell("response.output_item.done", record)

    def _tell(self, event_type: str, record: Record) -> None:
        """Tell of an item, in the response's own events or in the conversation's."""
        index, item = self.items.index(record), record.snapshot()
        if event_type.startswith("response."):
            self.outbox.send(event_type, response_id=self.terms.response_id, output_index=index, item=item)
        elif not self.outside:
            self.outbox.send(event_type, previous_item_id=self._before[index], item=item)

    def _send_part(self, kind: str, **fields: Any) -> None:
        if self._message is not None:
            self._send(kind, self._message, content_index=0, **fields)

    def _send(self, kind: str, record: Record, **fields: Any) -> None:
        place = {"item_id": record.item_id, "output_index": self.items.index(record)}
        self.outbox.send(f"response.{kind}", response_id=self.terms.response_id, **place, **fields)

    def _wire(
        self, status: str, details: dict[str, Any] | None, usage: dict[str, Any] | None
    ) -> dict[str, Any]:
        terms = self.terms
        return {
            "id": terms.response_id,
            "object": "realtime.response",
            "status": status,
            "status_details": details,
            "output": [record.snapshot() for record in self.items] if status != "in_progress" else [],
            "conversation_id": terms.conversation_id,
            "output_modalities": ["audio" if terms.spoken else "text"],
            "max_output_tokens": terms.max_output_tokens,
            "audio": {"output": {"format": {"type": terms.encoding}, "voice": terms.voice}},
            "metadata": terms.metadata,
            "usage": usage,
        }
