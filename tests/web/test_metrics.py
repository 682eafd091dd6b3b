"""The figures of the server, and who gets them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from athena.web.metrics import Counters, Counting, Gauge, Metrics
from tests.web.asgi import Inner

TOKEN = "a-token-of-the-operator"
GAUGES = [Gauge("athena_interviews_running", "Interviews that run now.", lambda: 3)]
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def client(token: str | None = TOKEN) -> TestClient:
    counters = Counters()
    return TestClient(Counting(Metrics(Inner(), token, counters, GAUGES), counters))


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_without_a_configured_token_there_are_no_metrics(path: str) -> None:
    assert client(None).get(path, headers=BEARER).status_code == 404


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"bearer{TOKEN}", TOKEN, f"Basic {TOKEN}"])
def test_without_the_token_nobody_gets_them(path: str, given: str) -> None:
    answer = client().get(path, headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_with_the_token_streamlits_own_are_passed_on() -> None:
    assert client().get("/_stcore/metrics", headers=BEARER).text == "inside"


def test_they_are_text_that_prometheus_reads() -> None:
    answer = client().get("/metrics", headers=BEARER)
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text == (
        "# HELP athena_requests_total Requests answered, by status.\n"
        "# TYPE athena_requests_total counter\n"
        "# HELP athena_sockets_open Pages connected now.\n"
        "# TYPE athena_sockets_open gauge\n"
        "athena_sockets_open 0\n"
        "# HELP athena_interviews_running Interviews that run now.\n"
        "# TYPE athena_interviews_running gauge\n"
        "athena_interviews_running 3\n"
    )


def test_requests_are_counted_by_status() -> None:
    browser = client()
    browser.get("/")
    browser.get("/")
    browser.get("/metrics")
    lines = browser.get("/metrics", headers=BEARER).text.splitlines()
    assert {'athena_requests_total{status="200"} 2', 'athena_requests_total{status="401"} 1'} <= set(lines)


def test_a_connected_page_counts_while_it_is_connected() -> None:
    counters = Counters()
    counting = Counting(Inner(), counters)
    with TestClient(counting).websocket_connect("/_stcore/stream"):
        pass
    assert "athena_sockets_open 0" in list(counters.lines())


def test_every_other_path_passes() -> None:
    assert client(None).get("/sql").text == "inside"
