"""Names this server answers to, and pages that may talk to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from athena.web.hosts import Hosts
from tests.web.asgi import Inner, ask, http_scope

NAMES = ("localhost", "127.0.0.1", "athena.example.org", "*.interviews.example.org", "::1")


def client(base: str = "http://localhost:8501") -> TestClient:
    return TestClient(Hosts(Inner(), NAMES), base_url=base)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LOCALHOST",
        "127.0.0.1:8501",
        "athena.example.org",
        "athena.example.org.",
        "a.interviews.example.org",
        "[::1]:8501",
    ],
)
def test_a_known_host_is_answered(host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "athena.example.org.evil.example",
        "evil-athena.example.org",
        "interviews.example.org",
        "localhost@evil.example",
        "localhost:notaport",
        "localhost:99999",
        "localhost/path",
        "[::1",
        "",
    ],
)
def test_a_forged_host_is_refused(host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == 400


def test_a_forged_host_does_not_come_in_with_a_matching_origin() -> None:
    forged = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert client().post("/account/sign-in", headers=forged).status_code == 400


def test_two_hosts_are_refused() -> None:
    hosts = [(b"host", b"localhost"), (b"host", b"evil.example")]
    assert ask(Hosts(Inner(), NAMES), http_scope(headers=hosts)).status == 400


def test_no_host_is_refused() -> None:
    assert ask(Hosts(Inner(), NAMES), http_scope(headers=[])).status == 400


@given(st.binary(max_size=40))
def test_whatever_stands_for_a_host_is_answered_or_refused(host: bytes) -> None:
    answer = ask(Hosts(Inner(), NAMES), http_scope(headers=[(b"host", host)]))
    assert answer.status in (200, 400)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_changes_something_is_taken_from_our_own_pages_alone(method: str) -> None:
    ours = {"Origin": "http://localhost:8501", "Sec-Fetch-Site": "same-origin"}
    assert client().request(method, "/", headers=ours).status_code == 200
    assert client().request(method, "/", headers={"Origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("origin", ["null", "http://localhost:3000", "file://", "http://localhost:x", ""])
def test_an_origin_that_is_not_exactly_ours_is_refused(origin: str) -> None:
    assert client().post("/", headers={"Origin": origin}).status_code == 403


def test_a_page_that_says_it_is_of_another_site_is_refused() -> None:
    assert client().post("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_programs_that_send_no_origin_are_let_in() -> None:
    assert client().post("/").status_code == 200


def test_a_link_from_another_site_may_be_followed() -> None:
    assert client().get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_usual_port_need_not_be_named() -> None:
    secure = client("https://athena.example.org")
    assert secure.post("/", headers={"Origin": "https://athena.example.org"}).status_code == 200


def test_a_proxy_that_ends_https_does_not_make_an_origin_foreign() -> None:
    plain = client("http://athena.example.org")
    assert plain.post("/", headers={"Origin": "https://athena.example.org"}).status_code == 200


def test_a_socket_of_our_own_page_is_accepted() -> None:
    with client().websocket_connect(
        "/_stcore/stream", headers={"Host": "localhost:8501", "Origin": "http://localhost:8501"}
    ):
        pass


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://evil.example"),
        ("localhost:8501", "http://localhost:3000"),
        ("localhost:8501", "null"),
        ("evil.example", "http://evil.example"),
    ],
)
def test_a_socket_of_another_page_is_refused(host: str, origin: str) -> None:
    forged = {"Host": host, "Origin": origin}
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/_stcore/stream", headers=forged):
        pass
