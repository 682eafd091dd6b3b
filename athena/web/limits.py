"""How much a request may be and how often one address may send one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from math import ceil
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from athena.web.answers import refusal, refuse_socket
from athena.web.buckets import Buckets, neighbourhood
from athena.web.paths import is_file

URL_BYTES: Final = 8 * 1024
HEADER_BYTES: Final = 32 * 1024
OPEN_SOCKETS: Final = 300
"""Connected pages of one address; a whole office may share it."""
_FILES, _FORMS = 20.0, 0.1
Address = Callable[[HTTPConnection], str]
"""Finds the IP address a request comes from."""


class Sizes:
    """Refuses addresses and headers that are longer than any page of ours makes them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif len(scope.get("raw_path") or b"") + len(scope["query_string"]) > URL_BYTES:
            await _refuse(scope, receive, send, 414, *_LONG_ADDRESS)
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            await _refuse(scope, receive, send, 431, *_LONG_HEADERS)
        else:
            await self._app(scope, receive, send)


class Rates:
    """Counts the requests of every address and asks for patience (429) when there are too many.

    The page's own files count by themselves and generously, for one page asks for a hundred; forms scarcely.
    """

    def __init__(
        self, app: ASGIApp, per_minute: int, address: Address, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._address = app, address
        self._files = Buckets(per_minute * _FILES, clock)
        self._forms = Buckets(per_minute * _FORMS, clock)
        self._others = Buckets(per_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        wait = 0.0 if scope["type"] == "lifespan" else self._wait(scope)
        if wait:
            retry = {"Retry-After": str(ceil(wait))}
            await _refuse(scope, receive, send, 429, *_TOO_OFTEN, headers=retry)
        else:
            await self._app(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        return self._buckets_of(scope).take(neighbourhood(self._address(HTTPConnection(scope))))

    def _buckets_of(self, scope: Scope) -> Buckets:
        if is_file(scope["path"]):
            return self._files
        posted = scope["type"] == "http" and scope["method"] == "POST"
        return self._forms if posted else self._others


class Sockets:
    """Lets one address keep only so many pages connected at once: each of them is a session in memory."""

    def __init__(self, app: ASGIApp, address: Address, most: int = OPEN_SOCKETS) -> None:
        self._app, self._address, self._most = app, address, most
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        sender = neighbourhood(self._address(HTTPConnection(scope)))
        if self._open[sender] >= self._most:
            await refuse_socket(receive, send)
            return
        self._open[sender] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[sender] -= 1
            self._open += Counter()  # forgets whoever has none


async def _refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    title: str,
    message: str,
    headers: dict[str, str] | None = None,
) -> None:
    if scope["type"] == "websocket":
        await refuse_socket(receive, send)
    else:
        closing = {"Connection": "close", **(headers or {})}
        await refusal(scope, status, title, message, closing)(scope, receive, send)


_LONG_ADDRESS: Final = ("This address is too long", "Open Athena's first page and go on from there.")
_LONG_HEADERS: Final = (
    "The browser sent too much",
    "Delete the cookies of this site and open the page again.",
)
_TOO_OFTEN: Final = (
    "Too many requests",
    "They came faster than this server takes them. Wait a minute, then try again.",
)
