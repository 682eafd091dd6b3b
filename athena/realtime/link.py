"""The line to a Realtime server: dialled by the SDK, spoken by hand."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

import orjson
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection

from athena.realtime.events import Event, parse
from athena.realtime.stream import Stream
from athena.realtime.wire import Message

_CLOSE_S = 0.25
_OPTIONS: dict[str, Any] = {
    "max_size": 16 * 2**20,
    "compression": None,
    "create_connection": Stream,
    "open_timeout": 10,
    "close_timeout": _CLOSE_S / 2,
    "ping_interval": 10,
    "ping_timeout": 10,
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an interviewer answers: ``url`` ends in ``/v1``, empty for OpenAI's own service.

    A query in ``url`` is kept (Azure's ``api-version``); on Azure ``model`` is the deployment.
    """

    url: str
    api_key: str = field(repr=False)
    model: str
    engine: str
    organisation: str = ""
    project: str = ""

    @property
    def embedded(self) -> bool:
        """Whether this is the interviewer on this machine."""
        return self.engine == "embedded"

    @property
    def headers(self) -> dict[str, str]:
        """What this endpoint is told besides the Bearer token: Azure takes keys in a place of its own."""
        host = urlsplit(self.url).hostname or ""
        return {"api-key": self.api_key} if host.endswith(".azure.com") else {}


class Link:
    """An open line."""

    def __init__(self, connection: AsyncRealtimeConnection) -> None:
        self._connection = connection

    @property
    def dated(self) -> str:
        """The date the server gave its handshake, as HTTP writes it; empty when it gave none."""
        response = self._connection._connection.response
        return response.headers.get("Date", "") if response else ""

    async def send(self, message: Message) -> None:
        """Send a message."""
        await self._connection.send_raw(orjson.dumps(message).decode())

    async def send_text(self, text: str) -> None:
        """Send a message that is ready."""
        await self._connection.send_raw(text)

    async def receive(self) -> Event:
        """Wait for the next event."""
        return parse(await self._connection.recv_bytes())

    async def listen(self, hear: Callable[[Event], object]) -> NoReturn:
        """Hand over every event at the moment it comes; raises what the line or ``hear`` ends with."""
        stream = self._connection._connection
        await cast("Stream", stream).listen(lambda raw: hear(parse(raw)))


@contextlib.asynccontextmanager
async def dial(endpoint: Endpoint) -> AsyncIterator[Link]:
    """Open a line and close it again within a quarter of a second, whether or not the server cares.

    The SDK's own reconnecting stays off: it opens an empty session and says nothing of it.
    """
    options = _OPTIONS | ({"proxy": None} if endpoint.embedded else {})
    async with AsyncOpenAI(
        api_key=endpoint.api_key,
        organization=endpoint.organisation or None,
        project=endpoint.project or None,
        websocket_base_url=endpoint.url or None,
        max_retries=0,
    ) as client:
        manager = client.realtime.connect(
            model=endpoint.model,
            extra_headers=endpoint.headers,
            max_retries=0,
            websocket_connection_options=options,  # type: ignore[arg-type]
        )
        connection = await manager.enter()
        try:
            yield Link(connection)
        finally:
            await _close(connection)


async def _close(connection: AsyncRealtimeConnection) -> None:
    try:
        async with asyncio.timeout(_CLOSE_S):
            await connection.close()
    except TimeoutError:  # the server reads nothing any more, not even the goodbye
        connection._connection.transport.abort()
