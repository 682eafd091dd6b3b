"""Without accounts nobody comes in from another machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from athena.config import Settings
from athena.web.middleware import guards
from tests.web.fakes import FakeApp

MakeApp = Callable[..., FakeApp]


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def client(app: FakeApp, address: str) -> TestClient:
    """A browser at an address that asks for this machine by its own name."""
    pages = [Route("/", lambda _: PlainTextResponse("in")), WebSocketRoute("/_stcore/stream", stream)]
    inside = Starlette(routes=pages, middleware=guards(app.settings))
    return TestClient(inside, base_url="http://localhost", client=(address, 50000), follow_redirects=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_served_without_accounts(make_app: MakeApp, address: str) -> None:
    assert client(make_app(ATHENA_MODE="local"), address).get("/").text == "in"


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::7", "::ffff:192.0.2.7"])
def test_another_machine_is_not(make_app: MakeApp, address: str) -> None:
    answer = client(make_app(ATHENA_MODE="local"), address).get("/")
    assert (answer.status_code, "ATHENA_MODE=accounts" in answer.text) == (403, True)


def test_another_machine_gets_no_connection_either(make_app: MakeApp) -> None:
    browser = client(make_app(ATHENA_MODE="local"), "192.0.2.7")
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("ws://localhost/_stcore/stream"):
        pass


def test_with_accounts_everybody_may_come_and_sign_in(make_app: MakeApp) -> None:
    assert client(make_app(), "192.0.2.7").get("/").status_code == 303


def test_the_guards_of_both_modes_differ_in_nothing_else() -> None:
    kinds = [
        [guard.cls.__name__ for guard in guards(Settings.model_validate({"ATHENA_MODE": mode}))]
        for mode in ("local", "accounts")
    ]
    assert [name for name in kinds[0] if name != "Alone"] == kinds[1]
