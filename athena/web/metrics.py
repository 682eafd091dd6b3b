"""Figures for whoever watches over the server, as text that Prometheus reads, behind a token."""

from __future__ import annotations

import asyncio
import hmac
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from athena.web.answers import header, refusal
from athena.web.paths import METRICS, Kind, kind_of

_MEDIA_TYPE: Final = "text/plain; version=0.0.4"


@dataclass(frozen=True, slots=True)
class Gauge:
    """Something that can be counted at any time: its name, what it means, and how it is read."""

    name: str
    meaning: str
    read: Callable[[], float]


class Counters:
    """What has been answered since the start. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[int] = Counter()
        self._sockets = 0

    def answered(self, status: int) -> None:
        """Count an answer."""
        with self._lock:
            self._answers[status] += 1

    def connected(self, change: int) -> None:
        """Count a socket that opened (1) or closed (-1)."""
        with self._lock:
            self._sockets += change

    def lines(self) -> Iterator[str]:
        """Yield them as Prometheus reads them."""
        with self._lock:
            answers, sockets = sorted(self._answers.items()), self._sockets
        yield from _described("athena_requests_total", "Requests answered, by status.", "counter")
        for status, count in answers:
            yield f'athena_requests_total{{status="{status}"}} {count}'
        yield from _described("athena_sockets_open", "Pages connected now.", "gauge")
        yield f"athena_sockets_open {sockets}"


class Counting:
    """Counts every answer and every connected page."""

    def __init__(self, app: ASGIApp, counters: Counters) -> None:
        self._app, self._counters = app, counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        connected = 0

        async def sending(message: Message) -> None:
            nonlocal connected
            if message["type"] == "http.response.start":
                self._counters.answered(message["status"])
            elif message["type"] == "websocket.accept":
                connected = 1
                self._counters.connected(1)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            self._counters.connected(-connected)


class Metrics:
    """Answers ``/metrics`` and guards Streamlit's own; without a ``token`` there are neither."""

    def __init__(
        self, app: ASGIApp, token: str | None, counters: Counters, gauges: Sequence[Gauge] = ()
    ) -> None:
        self._app, self._token, self._counters, self._gauges = app, token, counters, gauges

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or kind_of(scope["path"]) is not Kind.METRICS:
            await self._app(scope, receive, send)
        elif (no := self._objection(scope)) is not None:
            await no(scope, receive, send)
        elif scope["path"] == METRICS:
            text = await asyncio.to_thread(self.text)
            await PlainTextResponse(text, media_type=_MEDIA_TYPE)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def text(self) -> str:
        """Return all figures; it reads the store."""
        lines = list(self._counters.lines())
        for gauge in self._gauges:
            lines += [*_described(gauge.name, gauge.meaning, "gauge"), f"{gauge.name} {gauge.read():g}"]
        return "\n".join(lines) + "\n"

    def _objection(self, scope: Scope) -> Response | None:
        if self._token is None:
            return refusal(scope, 404, *_ABSENT)
        given = header(scope, b"authorization") or ""
        if hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return None
        return refusal(scope, 401, *_NO_TOKEN, headers={"WWW-Authenticate": "Bearer"})


def _described(name: str, meaning: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


_ABSENT: Final = ("There is nothing here", "Whoever runs Athena can set ATHENA_METRICS_TOKEN.")
_NO_TOKEN: Final = ("A token is needed", "Send the header Authorization: Bearer with ATHENA_METRICS_TOKEN.")
