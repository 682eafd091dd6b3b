"""The doctor's look at the cloud: every obstacle has its own sentence and says what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import InvalidProxyStatus
from websockets.http11 import Response

from athena.realtime import obstacles
from athena.realtime.checkup import Finding, check_connection
from athena.realtime.link import Endpoint
from athena.realtime.template import CloudTemplate
from tests.realtime.fakes import PATIENCE_S, Line, Refusal, ScriptedServer

VOICE = CloudTemplate().sounding(25)
Check = Callable[..., "Future[list[Finding]]"]
AZURE = Endpoint("wss://athena.openai.azure.com/openai/v1", "k", "gpt-a", "openai")


@pytest.fixture
def check(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    """Begins a check of the scripted server; changes to its endpoint may be given."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadPoolExecutor(1) as pool:

        def check_(
            now: Callable[[], datetime] = lambda: datetime.now(UTC), **changes: Any
        ) -> Future[list[Finding]]:
            endpoint = replace(server.endpoint, engine="openai", model="gpt-a", **changes)
            return pool.submit(check_connection, endpoint, VOICE, now, PATIENCE_S)

        yield check_


def accepts(server: ScriptedServer) -> Line:
    line = server.accept()
    line.emit("session.created", session={"type": "realtime"})
    line.expect("session.update")
    line.emit("session.updated", session={"type": "realtime"})
    line.expect("response.create")
    return line


def obstacle(found: Future[list[Finding]]) -> Finding:
    """Return the one thing that is wrong."""
    [ill] = [finding for finding in found.result(PATIENCE_S) if not finding.well]
    assert ill.advice
    return ill


def test_a_service_that_answers_is_well(server: ScriptedServer, check: Check):
    found = check()
    line = accepts(server)
    line.response_begins("r1")
    line.response_ends("r1", status="incomplete")
    assert [finding.well for finding in found.result(PATIENCE_S)] == [True, True, True]


def test_without_a_key_nothing_is_dialled(server: ScriptedServer, check: Check):
    assert "no OpenAI key" in obstacle(check(api_key="")).text
    assert server.handshakes == 0


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (401, "refuses the key"),
        (403, "no access to the model gpt-a"),
        (404, "no access to the model gpt-a"),
        (Refusal(429, b'{"error": {"code": "insufficient_quota"}}'), "quota"),
        (429, "rate limit"),
        (Refusal(403, b'{"error": {"code": "account_deactivated"}}'), "deactivated"),
        (503, "HTTP 503"),
        (407, "proxy"),
    ],
)
def test_a_refused_handshake_is_told_in_words(
    server: ScriptedServer, check: Check, refusal: int | Refusal, told: str
):
    server.refuse_with = [refusal]
    assert told in obstacle(check()).text


@pytest.mark.parametrize("how", ["error", "failed response"])
def test_a_quota_that_is_used_up_shows_only_when_something_is_said(
    server: ScriptedServer, check: Check, how: str
):
    found = check()
    line = accepts(server)
    if how == "error":
        line.complains("insufficient_quota")
    else:
        line.response_begins("r1")
        line.response_ends("r1", status="failed", code="insufficient_quota")
    assert "quota" in obstacle(found).text


def test_settings_the_service_does_not_accept_are_told_with_its_words(server: ScriptedServer, check: Check):
    found = check()
    line = server.accept()
    update = line.expect("session.update")
    line.complains("invalid_value", "Voice 'marvin' is not supported.", update["event_id"])
    ill = obstacle(found)
    assert "does not accept the settings" in ill.text
    assert "Voice 'marvin' is not supported." in ill.advice


@pytest.mark.parametrize(("off", "told"), [(60, "60 minutes ahead"), (-10, "10 minutes behind")])
def test_a_clock_that_is_wrong_is_told(server: ScriptedServer, check: Check, off: int, told: str):
    found = check(now=lambda: datetime.now(UTC) + timedelta(minutes=off))
    line = accepts(server)
    line.response_begins("r1")
    line.response_ends("r1")
    assert told in obstacle(found).text


def test_a_line_that_closes_is_told(server: ScriptedServer, check: Check):
    found = check()
    server.accept().close(1011, "oops")
    assert "cannot be reached" in obstacle(found).text


def test_a_port_nobody_listens_on_is_told(server: ScriptedServer, check: Check):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert "cannot be reached" in obstacle(check(url=f"ws://127.0.0.1:{port}/v1")).text


def test_an_address_that_is_none_is_told(check: Check):
    assert "no address" in obstacle(check(url="ftp://127.0.0.1/v1")).text


def test_a_service_that_says_nothing_is_given_up(server: ScriptedServer):
    endpoint = replace(server.endpoint, engine="openai")
    [connected, ill] = check_connection(endpoint, VOICE, patience_s=0.5)
    assert connected.well
    assert "does not answer in time" in ill.text


def test_a_proxy_in_the_way_is_told_with_its_address(
    server: ScriptedServer, check: Check, monkeypatch: pytest.MonkeyPatch
):
    """The scripted server plays the proxy: it answers the CONNECT as no proxy does."""
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    ill = obstacle(check(url="wss://athena.invalid/v1"))
    assert f"The proxy http://127.0.0.1:{server.port} does not let" in ill.text
    assert "athena.invalid" in ill.advice


def certificate(reason: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, reason)
    error.verify_message = reason
    return error


@pytest.mark.parametrize(
    ("error", "told", "advice"),
    [
        (certificate("certificate is not yet valid"), "not valid today", "clock"),
        (certificate("certificate has expired"), "not valid today", "clock"),
        (certificate("unable to get local issuer certificate"), "not trusted", "SSL_CERT_FILE"),
        (socket.gaierror(-2, "Name or service not known"), "cannot be found", "network"),
        (TimeoutError(), "does not answer in time", "firewall"),
        (InvalidProxyStatus(Response(407, "", Headers())), "proxy", "NO_PROXY"),
        (OSError(101, "Network is unreachable"), "network is unreachable", "network"),
    ],
)
def test_what_the_network_does_is_told_in_words(error: Exception, told: str, advice: str):
    words = obstacles.explain(error, AZURE)
    assert told in words.text
    assert advice in words.advice
