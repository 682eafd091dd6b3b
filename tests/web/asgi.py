"""A small application behind a guard, and ways to ask it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Inner:
    """Answers every request with what it was sent, accepts every socket, and remembers their paths."""

    headers: dict[str, str] = field(default_factory=dict)
    error: Exception | None = None
    paths: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.paths.append(scope["path"])
        if self.error:
            raise self.error
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close"})
            return
        body = await Request(scope, receive).body()
        response = PlainTextResponse(body or b"inside", headers=self.headers)
        await response(scope, receive, send)


class Staying:
    """Accepts every socket and keeps it until the visitor says something or goes."""

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        await send({"type": "websocket.close"})


@dataclass(frozen=True)
class Answer:
    """What came back for a request; ``status`` 0 when nothing did."""

    status: int
    headers: dict[str, str]
    text: str


def http_scope(path: str = "/", **changes: Any) -> MutableMapping[str, Any]:
    """Return a GET of ``path``; header names and values in ``headers`` are bytes."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8501),
    }
    return scope | changes


def ask(app: ASGIApp, scope: MutableMapping[str, Any], body: Iterable[bytes] = (b"",)) -> Answer:
    """Send a request whose body comes in pieces, after which the visitor stays and says nothing more."""
    pieces = list(body)
    messages: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return asyncio.run(_answer(app, scope, receive))


def ask_with(app: ASGIApp, scope: MutableMapping[str, Any], receive: Callable[[], Any]) -> Answer:
    """Send a request whose messages ``receive`` gives out."""
    return asyncio.run(_answer(app, scope, receive))


async def _answer(app: ASGIApp, scope: MutableMapping[str, Any], receive: Any) -> Answer:
    status, headers, text = 0, {}, bytearray()

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            text.extend(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(status, headers, text.decode())
