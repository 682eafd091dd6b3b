"""A conversation with the protocol core: everything it sends is checked by the openai package."""

from __future__ import annotations

import base64
from collections import Counter
from typing import Annotated, Any

import orjson
from openai.types.realtime import RealtimeServerEvent
from pydantic import Field, TypeAdapter

from athena.interviewer.ports import Recognised
from athena.interviewer.protocol import Compose, Output, RealtimeCore, Send

ORACLE: TypeAdapter[Any] = TypeAdapter(Annotated[RealtimeServerEvent, Field(discriminator="type")])
TOOLS = [{"type": "function", "name": "log_question_asked", "description": "x", "parameters": {}}]


class Talk:
    """One session of the core, with counted ids and a clock that only moves when told."""

    def __init__(self, *, hears: bool = True, **session: Any) -> None:
        self._ids: Counter[str] = Counter()
        self.now = 0.0
        self.core = RealtimeCore("athena-local", self._new_id, hears=hears, clock=lambda: self.now)
        self.outputs: list[Output] = []
        self.core.open()
        self.take()
        if session:
            self.send("session.update", session=session)

    def _new_id(self, kind: str) -> str:
        self._ids[kind] += 1
        return f"{kind}_{self._ids[kind]}"

    def send(self, event_type: str, **fields: Any) -> list[dict[str, Any]]:
        """Send a client event and return the events it brought."""
        return self.send_raw(orjson.dumps({"type": event_type, **fields}).decode())

    def send_raw(self, message: str | bytes) -> list[dict[str, Any]]:
        self.core.receive(message)
        return self.take()

    def take(self) -> list[dict[str, Any]]:
        """Take the outputs and return the events among them."""
        fresh = list(self.core.drain())
        self.outputs += fresh
        events = [output.event for output in fresh if isinstance(output, Send)]
        for event in events:
            ORACLE.validate_python(event)
        return events

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events so far."""
        return [output.event for output in self.outputs if isinstance(output, Send)]

    def of_type(self, event_type: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == event_type]

    def wanted(self, kind: type[Any]) -> list[Any]:
        """All outputs of one kind so far."""
        return [output for output in self.outputs if isinstance(output, kind)]

    @property
    def composing(self) -> Compose:
        """The reply the core asked for last."""
        compose: Compose = self.wanted(Compose)[-1]
        return compose

    def append(self, ms: int = 100) -> list[dict[str, Any]]:
        return self.send("input_audio_buffer.append", audio=base64.b64encode(bytes(48 * ms)).decode())

    def speak(self, text: str | None = "A join.", ms: int = 500) -> str:
        """Have the candidate say something; with None the words stay unknown. Return the item's id."""
        self.core.speech_started(0)
        self.core.turn_taken(ms, bytes(32 * ms))
        item_id = str(self.take_last("input_audio_buffer.committed")["item_id"])
        if text is not None:
            self.hear(item_id, text)
        return item_id

    def take_last(self, event_type: str) -> dict[str, Any]:
        self.take()
        return self.of_type(event_type)[-1]

    def hear(self, item_id: str, text: str, confidence: float = -0.2) -> list[dict[str, Any]]:
        self.core.recognised(item_id, Recognised(text, confidence), 500)
        return self.take()

    def type(self, text: str, item_id: str | None = None) -> list[dict[str, Any]]:
        """Have the candidate write something."""
        item: dict[str, Any] = {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": text}],
        }
        return self.send("conversation.item.create", item=item | ({"id": item_id} if item_id else {}))

    def reply(
        self, *sentences: str, calls: tuple[tuple[str, dict[str, Any]], ...] = (), ms: int = 400
    ) -> list[dict[str, Any]]:
        """Fill the response asked for last and end it."""
        response_id = self.composing.response_id
        for name, arguments in calls:
            self.core.call(response_id, name, arguments)
        events = self.say(*sentences, ms=ms)
        self.core.finish(response_id)
        return events + self.take()

    def say(self, *sentences: str, ms: int = 400) -> list[dict[str, Any]]:
        for sentence in sentences:
            self.core.say(self.composing.response_id, sentence)
            self.core.audio(self.composing.response_id, bytes(48 * ms))
        return self.take()


def types(events: list[dict[str, Any]]) -> list[str]:
    return [str(event["type"]) for event in events]


def codes(events: list[dict[str, Any]]) -> list[str]:
    return [str(event["error"]["code"]) for event in events if event["type"] == "error"]
