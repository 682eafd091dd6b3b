"""What visitors send: all of it or nothing, and not for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from athena.web.bodies import BODY_BYTES, Bodies
from tests.web.asgi import Inner, ask, ask_with, http_scope

UPLOAD = "/_stcore/upload_file/session/file"
CHUNKED = (b"transfer-encoding", b"chunked")


def bodies(inner: Inner | None = None, seconds: float = 60.0) -> Bodies:
    return Bodies(inner or Inner(), upload_bytes=200_000, seconds=seconds)


def post(path: str = "/account/sign-in", *headers: tuple[bytes, bytes]) -> Any:
    return http_scope(path, method="POST", headers=[(b"host", b"localhost"), *headers])


def length(number: int) -> tuple[bytes, bytes]:
    return b"content-length", str(number).encode()


@given(st.lists(st.binary(max_size=500), min_size=1, max_size=20))
def test_a_body_arrives_as_it_was_sent_however_it_was_cut(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    inner = Inner()
    answer = ask(bodies(inner), post("/", CHUNKED), [piece.hex().encode() for piece in pieces])
    assert answer.text == (whole.hex() or "inside")


def test_a_body_that_announces_too_much_is_refused_before_it_is_read() -> None:
    async def receive() -> Message:
        raise AssertionError

    inner = Inner()
    answer = ask_with(bodies(inner), post("/", length(BODY_BYTES + 1)), receive)
    assert (answer.status, answer.headers["connection"], inner.paths) == (413, "close", [])


def test_a_chunked_body_that_grows_too_large_is_refused() -> None:
    inner = Inner()
    answer = ask(bodies(inner), post("/", CHUNKED), [b"a" * 1000] * 100)
    assert (answer.status, inner.paths) == (413, [])


def test_a_body_that_announces_less_than_it_is_is_refused_all_the_same() -> None:
    assert ask(bodies(), post("/", length(10)), [b"a" * 1000] * 100).status == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_is_limited(method: str) -> None:
    scope = http_scope(method=method, headers=[(b"host", b"localhost"), CHUNKED])
    assert ask(bodies(), scope, [b"a" * 1000] * 100).status == 413


def test_a_file_may_be_larger_than_a_form() -> None:
    assert ask(bodies(), post(UPLOAD, CHUNKED), [b"a" * 1000] * 200).status == 200


def test_a_file_that_is_too_large_is_refused() -> None:
    assert ask(bodies(), post(UPLOAD, CHUNKED), [b"a" * 1000] * 300).status == 413


def test_a_length_that_is_no_number_is_none() -> None:
    assert ask(bodies(), post("/", (b"content-length", "²".encode("latin-1"))), [b""]).status == 200


def test_somebody_who_never_ends_is_told_that_it_took_too_long() -> None:
    started = [{"type": "http.request", "body": b"a", "more_body": True}]

    async def receive() -> Message:
        if started:
            return started.pop()
        await asyncio.Event().wait()
        raise AssertionError

    inner = Inner()
    answer = ask_with(bodies(inner, seconds=0.01), post("/", CHUNKED), receive)
    assert (answer.status, answer.headers["connection"], inner.paths) == (408, "close", [])


def test_dribbling_does_not_stretch_the_time() -> None:
    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": True}

    assert ask_with(bodies(seconds=0.01), post("/", CHUNKED), receive).status == 408


def test_nobody_answers_somebody_who_has_gone() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    inner = Inner()
    assert ask_with(bodies(inner), post("/", CHUNKED), receive).status == 0
    assert inner.paths == []
