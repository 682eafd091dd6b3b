"""A handler that fails."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from athena.web.failures import Failures
from athena.web.headers import Headers
from tests.web.asgi import Inner


def client() -> TestClient:
    return TestClient(Headers(Failures(Inner(error=ValueError("the secret path /etc"))), lambda _: False))


def test_a_visitor_is_told_nothing_of_what_happened() -> None:
    answer = client().get("/invite/canary", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "Try again" in answer.text
    assert "secret" not in answer.text


def test_the_answer_has_our_headers() -> None:
    assert client().get("/").headers["x-frame-options"] == "DENY"


def test_the_log_has_what_happened_and_not_who_was_invited(caplog: pytest.LogCaptureFixture) -> None:
    client().get("/invite/canary")
    assert "the secret path /etc" in caplog.text
    assert "canary" not in caplog.text


def test_a_socket_is_none_of_its_business() -> None:
    with pytest.raises(ValueError, match="secret"), client().websocket_connect("/_stcore/stream"):
        pass
