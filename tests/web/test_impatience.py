"""Somebody who takes for ever to ask, against a real server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.config import HTTP_PROTOCOLS
from websockets.sync.client import connect

from athena.web.impatience import ImpatientProtocol
from athena.web.serving import use_impatience


class Hasty(ImpatientProtocol):
    """The same with no patience worth waiting for."""

    seconds = 0.2


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer requests, and say back what comes over a socket."""
    if scope["type"] == "http":
        await PlainTextResponse("inside")(scope, receive, send)
        return
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    async for words in socket.iter_text():
        await socket.send_text(words)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server that is hasty."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        echo,
        http=Hasty,
        ws="websockets-sansio",
        log_level="error",
        lifespan="off",
        timeout_keep_alive=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join()
    listening.close()


def until_hung_up_on(port: int, *pieces: bytes) -> bytes:
    """Send pieces, each after the one before was sent, and return all that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        for piece in pieces:
            wire.sendall(piece)
        got = bytearray()
        try:
            while more := wire.recv(4096):
                got += more
        except ConnectionResetError:
            pass
        return bytes(got)


ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", b"G", b"GET / HTTP/1.1\r\n", ASK[:-2], ASK[:-1]])
def test_whoever_does_not_finish_asking_is_hung_up_on(port: int, sent: bytes) -> None:
    assert until_hung_up_on(port, sent) == b""


def test_dribbling_does_not_stretch_the_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(ConnectionError):
            dribble(wire)


def dribble(wire: socket.socket) -> None:
    while True:
        wire.sendall(b"X: y\r\n")


def test_whoever_asks_is_answered_as_often_as_they_ask(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        for _ in range(3):
            wire.sendall(ASK)
            answer = bytearray()
            while not answer.endswith(b"inside"):
                answer += wire.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_second_request_has_no_more_time_than_the_first(port: int) -> None:
    assert until_hung_up_on(port, ASK + b"GET / HT").endswith(b"inside")


def test_a_connected_page_stays_connected(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/") as page:
        assert until_hung_up_on(port, b"GET") == b""  # more time than anybody has for asking has gone by
        page.send("still here")
        assert page.recv(timeout=30) == "still here"


def test_servers_that_choose_by_themselves_take_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HTTP_PROTOCOLS, "auto", HTTP_PROTOCOLS["auto"])
    use_impatience()
    config = uvicorn.Config(PlainTextResponse("inside"))
    config.load()
    assert config.http_protocol_class is ImpatientProtocol
