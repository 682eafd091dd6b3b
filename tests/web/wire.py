"""A running server asked in ways no browser asks."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.web.people import Served


def at(server: Served) -> str:
    """The host and port of the server."""
    return urlsplit(server.base).netloc


def socket_of(server: Served, *, host: str, origin: str, cookie: str) -> int:
    """Open the connection of a page and return the status it is answered with, 101 for an open one."""
    address = f"ws://{host}/_stcore/stream"
    headers = {"Cookie": cookie} if cookie else {}
    real = urlsplit(server.base)
    try:
        with (
            socket.create_connection((real.hostname or "", real.port or 0)) as wire,
            connect(address, sock=wire, origin=origin, additional_headers=headers),  # type: ignore[arg-type]
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def said_to(server: Served, data: bytes, *more: bytes) -> bytes:
    """Send bytes as they are, and return what comes back until the server hangs up."""
    place = urlsplit(server.base)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=30) as wire:
        wire.sendall(data)
        for piece in more:
            wire.sendall(piece)
        got = bytearray()
        while piece := wire.recv(65536):
            got += piece
        return bytes(got)


def form_head(server: Served, *headers: str) -> bytes:
    lines = ("POST /account/sign-in HTTP/1.1", f"Host: {at(server)}", *headers, "", "")
    return "\r\n".join(lines).encode()
