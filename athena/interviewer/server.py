"""The WebSocket server: many sessions of the Realtime protocol on shared engines, on this machine alone."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from athena.errors import SetupError
from athena.interviewer.faculties import Faculties
from athena.interviewer.runner import SessionRunner

PATH = "/v1/realtime"
MAX_MESSAGE_BYTES = 16 << 20
DEFAULT_MODEL = "athena-local"

_LOOPBACK_ORIGIN = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")


def bind(host: str, port: int) -> socket.socket:
    """Take the address, without listening yet; port 0 takes a free one. Raises SetupError."""
    address = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name != "nt":
            address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        address.bind((host, port))
    except OSError as error:
        address.close()
        reason = (error.strerror or str(error)).lower()
        message = f"Port {port} on {host} cannot be used ({reason}): choose another with --port."
        raise SetupError(message) from error
    return address


@asynccontextmanager
async def listening(faculties: Faculties, address: socket.socket) -> AsyncIterator[str]:
    """Serve at a bound address while the context lasts; give the base URL (``ws://host:port/v1``)."""

    async def handle(connection: ServerConnection) -> None:
        await _serve_session(faculties, connection)

    server = await serve(
        handle,
        sock=address,
        process_request=_route,
        select_subprotocol=_subprotocol,
        origins=[None, _LOOPBACK_ORIGIN],
        max_size=MAX_MESSAGE_BYTES,
        compression=None,
        close_timeout=1,
    )
    async with server:
        host, port = address.getsockname()[:2]
        yield f"ws://{f'[{host}]' if ':' in host else host}:{port}/v1"


async def _serve_session(faculties: Faculties, connection: ServerConnection) -> None:
    request = connection.request
    query = parse_qs(urlsplit(request.path).query) if request else {}
    model = query.get("model", [DEFAULT_MODEL])[0]

    async def send(text: str) -> None:
        with suppress(ConnectionClosed):  # the end shows where messages are received
            await connection.send(text)

    with suppress(ConnectionClosed):  # a client may leave without saying good-bye
        await SessionRunner(faculties, model, send).run(connection)


def _route(connection: ServerConnection, request: Request) -> Response | None:
    """Answer what is no session: a health check, or a wrong address."""
    path = urlsplit(request.path).path.rstrip("/")
    if path == "/health":
        return connection.respond(HTTPStatus.OK, "ok\n")
    if path != PATH:
        return connection.respond(HTTPStatus.NOT_FOUND, f"There is nothing here: connect to {PATH}\n")
    return None


def _subprotocol(_connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return next((name for name in offered if name == "realtime"), None)
