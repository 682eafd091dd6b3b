"""A bare WebSocket client: what it receives is checked by the openai package."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.interviewer.protocol.talk import ORACLE

PATIENCE_S = 10
APPEND_MS = 40


class Wire:
    """One session over a real socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.events: list[dict[str, Any]] = []

    async def send(self, event_type: str, **fields: Any) -> None:
        await self.connection.send(orjson.dumps({"type": event_type, **fields}).decode())

    async def append(self, pcm: bytes) -> None:
        """Send audio in pieces as a microphone gives it, only faster."""
        size = 48 * APPEND_MS
        for start in range(0, len(pcm), size):
            audio = base64.b64encode(pcm[start : start + size]).decode()
            await self.send("input_audio_buffer.append", audio=audio)

    async def type(self, text: str) -> None:
        content = [{"type": "input_text", "text": text}]
        await self.send(
            "conversation.item.create", item={"type": "message", "role": "user", "content": content}
        )

    async def until(
        self, event_type: str, where: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> dict[str, Any]:
        """Receive until an event of this type comes, and return it."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                event: dict[str, Any] = orjson.loads(await self.connection.recv())
                ORACLE.validate_python(event)
                self.events.append(event)
                if event["type"] == event_type and where(event):
                    return event

    def of_type(self, event_type: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == event_type]

    @property
    def pcm(self) -> bytes:
        """All audio received."""
        return b"".join(
            base64.b64decode(event["delta"]) for event in self.of_type("response.output_audio.delta")
        )


@asynccontextmanager
async def session(base_url: str, **settings: Any) -> AsyncIterator[Wire]:
    """Open a session, with its settings accepted."""
    async with connect(f"{base_url}/realtime?model=any", max_size=None) as connection:
        wire = Wire(connection)
        await wire.until("session.created")
        await wire.send("session.update", session={"type": "realtime", **settings})
        await wire.until("session.updated")
        yield wire
