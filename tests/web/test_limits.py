"""How long an address and how many headers may be, and how often one address may ask."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from athena.web.limits import HEADER_BYTES, URL_BYTES, Rates, Sizes, Sockets
from tests.web.asgi import Inner, Staying


def address(request: HTTPConnection) -> str:
    return request.headers.get("test-address", "192.0.2.1")


def client(per_minute: int = 10) -> TestClient:
    return TestClient(Rates(Inner(), per_minute, address, clock=lambda: 0.0))


def test_an_address_that_is_too_long_is_refused() -> None:
    sizes = TestClient(Sizes(Inner()))
    assert sizes.get("/?" + "a" * URL_BYTES).status_code == 414
    assert sizes.get("/" + "a" * URL_BYTES).status_code == 414
    assert sizes.get("/?" + "a" * (URL_BYTES - 10)).status_code == 200


def test_headers_that_are_too_long_are_refused() -> None:
    sizes = TestClient(Sizes(Inner()))
    assert sizes.get("/", headers={"Cookie": "a" * HEADER_BYTES}).status_code == 431
    assert sizes.get("/", headers={f"x-{n}": "a" * 1000 for n in range(40)}).status_code == 431
    assert sizes.get("/", headers={"Cookie": "a" * (HEADER_BYTES - 1000)}).status_code == 200


def test_too_many_requests_are_asked_to_wait() -> None:
    rates = client()
    assert [rates.get("/").status_code for _ in range(11)] == [200] * 10 + [429]
    assert rates.get("/").headers["retry-after"] == "6"


def test_an_address_does_not_wait_for_another() -> None:
    rates = client()
    for _ in range(11):
        rates.get("/")
    assert rates.get("/", headers={"test-address": "192.0.2.2"}).status_code == 200


def test_the_files_of_pages_count_by_themselves_and_generously() -> None:
    rates = client()
    assert {rates.get("/static/js/index.js").status_code for _ in range(200)} == {200}
    assert rates.get("/static/js/index.js").status_code == 429
    assert rates.get("/").status_code == 200


def test_forms_count_scarcely() -> None:
    rates = client()
    assert [rates.post("/account/sign-in").status_code for _ in range(2)] == [200, 429]
    assert rates.get("/account/sign-in").status_code == 200


def test_sockets_count_too() -> None:
    rates = client()
    for _ in range(10):
        rates.get("/")
    with pytest.raises(WebSocketDisconnect), rates.websocket_connect("/_stcore/stream"):
        pass


def test_one_address_keeps_only_so_many_pages_connected() -> None:
    browser = TestClient(Sockets(Staying(), address, most=1))
    with browser.websocket_connect("/_stcore/stream"):
        with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/_stcore/stream"):
            pass
        elsewhere = {"test-address": "192.0.2.2"}
        with browser.websocket_connect("/_stcore/stream", headers=elsewhere) as other:
            other.send_text("bye")
            other.receive()
    with browser.websocket_connect("/_stcore/stream") as again:
        again.send_text("bye")


@pytest.mark.parametrize(
    "path",
    ["/", "/account/sign-in", "/invite/a", "/health", "/media/a.csv", "/_stcore/upload_file/a/b", "/x"],
)
def test_no_route_is_left_out(path: str) -> None:
    rates = client()
    assert [rates.get(path).status_code for _ in range(11)][-1] == 429
