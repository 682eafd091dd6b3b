"""Who sends a request, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network

from starlette.requests import HTTPConnection

from athena import bootstrap
from athena.domain.access import COOKIE, LOCAL, Viewer

_LOOPBACK = "127.0.0.1"


def visitor(request: HTTPConnection) -> Viewer | None:
    """Return who sends the request, None for nobody known. It reads the store: not on an event loop."""
    app = bootstrap.current()
    if not app.settings.with_accounts:
        return LOCAL
    return app.desk.sign_ins.viewer_of(request.cookies.get(COOKIE, ""))


def address_of(request: HTTPConnection) -> str:
    """Return the IP address a request comes from: the socket's, or the one a trusted proxy names.

    Empty where there is no socket.
    """
    trusted = bootstrap.current().settings.trusted_proxies
    return client_address(_peer(request, trusted), request.headers.getlist("x-forwarded-for"), trusted)


def is_secure(request: HTTPConnection) -> bool:
    """Whether the visitor's browser speaks https, with this server or with a trusted proxy before it."""
    if request.url.scheme in {"https", "wss"}:
        return True
    trusted = bootstrap.current().settings.trusted_proxies
    if not _is_trusted(_peer(request, trusted), trusted):
        return False
    return request.headers.get("x-forwarded-proto", "").split(",")[-1].strip().lower() == "https"


def client_address(peer: str, forwarded: Iterable[str], trusted: tuple[str, ...]) -> str:
    """Return the last address, coming from ``peer``, that is none of our own ``trusted`` proxies.

    ``forwarded`` are the values of X-Forwarded-For; what stands left of a stranger's address is the
    stranger's word and counts for nothing.
    """
    address = peer
    for named in _from_the_right(forwarded):
        if not _is_trusted(address, trusted) or not _is_address(named):
            break
        address = named
    return address


def _peer(request: HTTPConnection, trusted: tuple[str, ...]) -> str:
    """Return the socket's other end.

    uvicorn follows X-Forwarded-For by itself, and sets the port to 0 then, which no socket has. It does so
    for the trusted proxies if it was told of any, else for whoever speaks from this machine, who could say
    anything.
    """
    if request.client is None:
        return ""
    rewritten = request.client.port == 0
    return _LOOPBACK if rewritten and not trusted else request.client.host


def _from_the_right(forwarded: Iterable[str]) -> Iterator[str]:
    names = [name.strip() for value in forwarded for name in value.split(",")]
    return reversed(names)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_trusted(address: str, trusted: tuple[str, ...]) -> bool:
    return _is_address(address) and any(ip_address(address) in ip_network(network) for network in trusted)
