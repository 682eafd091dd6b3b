"""Who sends a request: the socket's word counts, a header only from our own proxies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.requests import HTTPConnection

from athena.domain.access import LOCAL
from athena.web.visitors import address_of, client_address, is_secure, visitor
from tests.web.fakes import FakeApp

PROXY = ("10.0.0.0/8", "2001:db8::1/128")


def connection(
    peer: str = "192.0.2.1", port: int = 50000, scheme: str = "http", **headers: str
) -> HTTPConnection:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "scheme": scheme, "path": "/", "query_string": b"", "headers": raw}
    return HTTPConnection(scope | {"client": (peer, port), "server": ("localhost", 80)})


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.9"], "192.0.2.1"),
        ("10.0.0.5", ["198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["198.51.100.9, 10.0.0.6"], "198.51.100.9"),
        ("10.0.0.5", ["203.0.113.66, 198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["203.0.113.66", "198.51.100.9"], "198.51.100.9"),
        ("10.0.0.5", ["198.51.100.9, nonsense"], "10.0.0.5"),
        ("10.0.0.5", [""], "10.0.0.5"),
        ("10.0.0.5", [], "10.0.0.5"),
        ("2001:db8::1", ["2001:db8:7::9"], "2001:db8:7::9"),
        ("", ["198.51.100.9"], ""),
    ],
)
def test_an_address_is_the_last_one_that_is_no_proxy_of_ours(
    peer: str, forwarded: list[str], address: str
) -> None:
    assert client_address(peer, forwarded, PROXY) == address


def test_nobody_chooses_an_address_without_a_trusted_proxy(app: FakeApp) -> None:
    assert address_of(connection(x_forwarded_for="198.51.100.9")) == "192.0.2.1"


def test_what_the_server_believed_of_a_program_on_this_machine_is_not_believed(app: FakeApp) -> None:
    assert address_of(connection("198.51.100.9", port=0)) == "127.0.0.1"


def test_what_a_trusted_proxy_says_is_believed(make_app: Callable[..., FakeApp]) -> None:
    make_app(ATHENA_TRUSTED_PROXIES="10.0.0.5")
    assert address_of(connection("10.0.0.5", x_forwarded_for="198.51.100.9")) == "198.51.100.9"
    assert address_of(connection("198.51.100.9", port=0)) == "198.51.100.9"


@pytest.mark.parametrize(
    ("peer", "scheme", "said", "secure"),
    [
        ("192.0.2.1", "https", "", True),
        ("192.0.2.1", "wss", "", True),
        ("192.0.2.1", "http", "https", False),
        ("10.0.0.5", "http", "https", True),
        ("10.0.0.5", "http", "http", False),
        ("10.0.0.5", "http", "", False),
    ],
)
def test_https_is_the_sockets_or_what_a_trusted_proxy_says(
    make_app: Callable[..., FakeApp], peer: str, scheme: str, said: str, secure: bool
) -> None:
    make_app(ATHENA_TRUSTED_PROXIES="10.0.0.5")
    assert is_secure(connection(peer, scheme=scheme, x_forwarded_proto=said)) is secure


def test_without_accounts_everybody_is_the_operator_of_this_machine(make_app: Callable[..., FakeApp]) -> None:
    make_app(ATHENA_MODE="local")
    assert visitor(connection()) is LOCAL


def test_a_cookie_that_nobody_was_given_is_nobodys(app: FakeApp) -> None:
    assert visitor(connection(cookie="athena_session=made-up")) is None
