"""Without accounts only this machine is served, whatever address the server was told to listen on."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from athena.web.answers import refusal, refuse_socket


class Alone:
    """Refuses sockets that come from another machine: whoever comes in here may do everything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] == "lifespan" or _is_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await refuse_socket(receive, send)
        else:
            await refusal(scope, 403, *_ELSEWHERE)(scope, receive, send)


def _is_here(scope: Scope) -> bool:
    """Whether the other end of the socket is on this machine; a socket without an address is."""
    client = scope.get("client")
    try:
        address = ip_address(client[0] if client else "127.0.0.1")
    except ValueError:
        return True
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


_ELSEWHERE: Final = (
    "This Athena is for one machine alone",
    "It runs without accounts, so it only answers there. Whoever runs it can set ATHENA_MODE=accounts: then "
    "people sign in, from anywhere.",
)
