"""Which names this server answers to, and whose pages may talk to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from athena.web.answers import header, refusal, refuse_socket

_HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS: Final = {"http": 80, "https": 443}


class Hosts:
    """Refuses requests that name another host, and those that pages of another origin send.

    ``names`` are host names without ports; ``*.example.org`` stands for every name that ends so. A name that
    is not known (400) means DNS rebinding or a wrong address; a foreign origin (403) a forged request.
    """

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app, self._names = app, tuple(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif (host := _host_of(scope)) is None or not known(host.hostname, self._names):
            await self._refuse(scope, receive, send, 400, *_WRONG_HOST)
        elif not self._same_origin(scope, host):
            await self._refuse(scope, receive, send, 403, *_FOREIGN)
        else:
            await self._app(scope, receive, send)

    def _same_origin(self, scope: Scope, host: SplitResult) -> bool:
        """Whether a page of this server sent it, or none at all; what only reads may come from anywhere."""
        if scope["type"] == "http" and scope["method"] in _HARMLESS:
            return True
        if header(scope, b"sec-fetch-site") == "cross-site":
            return False
        origin = header(scope, b"origin")
        return origin is None or _is_of(origin, host)

    @staticmethod
    async def _refuse(
        scope: Scope, receive: Receive, send: Send, status: int, title: str, message: str
    ) -> None:
        if scope["type"] == "websocket":
            await refuse_socket(receive, send)
        else:
            await refusal(scope, status, title, message)(scope, receive, send)


def known(host: str | None, names: Sequence[str]) -> bool:
    """Whether a host name (without a port, lower case) is one of the names."""
    if not host:
        return False
    host = host.rstrip(".")
    return any(host.endswith(name[1:]) if name.startswith("*.") else host == name for name in names)


def _host_of(scope: Scope) -> SplitResult | None:
    """Return the Host header taken apart; None when there is none, several, or it is more than a host."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return None
    split = _split(f"//{hosts[0].decode('latin-1')}")
    if split is None or split.username is not None or split.path or split.query or split.fragment:
        return None
    return split


def _is_of(origin: str, host: SplitResult) -> bool:
    """Whether a page of that origin came from ``host``; never for ``null`` and whatever is no origin."""
    split = _split(origin)
    if split is None or split.scheme not in _PORTS:
        return False
    usual = _PORTS[split.scheme]
    return (split.hostname, split.port or usual) == (host.hostname, host.port or usual)


def _split(url: str) -> SplitResult | None:
    try:
        split = urlsplit(url)
        _ = split.port  # a port that is no number is only found out here
    except ValueError:
        return None
    return split


_WRONG_HOST: Final = (
    "This address is not served here",
    "Open Athena by the address you were given. Whoever runs it can allow this name with "
    "ATHENA_ALLOWED_HOSTS.",
)
_FOREIGN: Final = (
    "This came from another site",
    "Athena only takes what its own pages send. Open the page here and try again.",
)
