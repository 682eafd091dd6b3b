from __future__ import annotations

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidStatus, InvalidURI
from websockets.frames import Close
from websockets.http11 import Response

from athena.realtime.errors import (
    KEPT,
    Severity,
    classify,
    expected,
    explain,
    fatal_code,
    told_wait_s,
    wait_s,
)
from athena.realtime.events import Failure


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("response_cancel_not_active", Severity.BENIGN),
        ("input_audio_buffer_commit_empty", Severity.BENIGN),
        ("something_new", Severity.BENIGN),
        ("conversation_already_has_active_response", Severity.REQUEUE),
        ("server_error", Severity.TRANSIENT),
        ("rate_limit_exceeded", Severity.TRANSIENT),
        ("session_expired", Severity.TRANSIENT),
        ("insufficient_quota", Severity.FATAL),
        ("invalid_api_key", Severity.FATAL),
        ("account_deactivated", Severity.FATAL),
        ("billing_hard_limit_reached", Severity.FATAL),
        ("model_not_found", Severity.FATAL),
    ],
)
def test_every_code_has_its_class(code: str, severity: Severity):
    assert classify(Failure(code, "invalid_request_error", "")) is severity


def test_a_server_error_without_a_code_is_known_by_its_type():
    assert classify(Failure("", "server_error", "")) is Severity.TRANSIENT


def test_a_race_lost_to_a_shorter_item_is_expected():
    assert expected(Failure("invalid_value", "", "Audio content of 800ms is already shorter than 900ms"))
    assert not expected(Failure("invalid_value", "", "Unknown voice"))


def test_people_are_told_what_to_do_and_that_nothing_is_lost():
    assert "quota" in explain("insufficient_quota")
    assert explain("insufficient_quota").endswith(KEPT)
    assert explain("never heard of").endswith(KEPT)


@pytest.mark.parametrize(
    ("status", "code"), [(401, "invalid_api_key"), (404, "model_not_found"), (503, None)]
)
def test_a_refused_handshake_is_fatal_unless_it_may_pass(status: int, code: str | None):
    assert fatal_code(InvalidStatus(Response(status, "", Headers()))) == code


def test_an_impossible_address_is_fatal():
    assert fatal_code(InvalidURI("nowhere", "no scheme")) is not None


def test_a_dropped_connection_is_not():
    assert fatal_code(ConnectionResetError()) is None


@pytest.mark.parametrize(
    ("asked", "seconds"), [("7", 7.0), ("1.5", 1.5), ("", 0.0), ("soon", 0.0), ("-3", 0.0), ("nan", 0.0)]
)
def test_a_refusal_may_say_when_to_come_back(asked: str, seconds: float):
    assert wait_s(InvalidStatus(Response(429, "", Headers({"Retry-After": asked})))) == seconds
    assert wait_s(ConnectionResetError()) == 0


@pytest.mark.parametrize(
    ("message", "seconds"),
    [("Please try again in 1.9s. Visit", 1.9), ("try again in 250ms.", 0.25), ("Try later.", 0.0)],
)
def test_an_error_may_say_when_to_try_again(message: str, seconds: float):
    assert told_wait_s(Failure("rate_limit_exceeded", "", message)) == seconds


@pytest.mark.parametrize(
    "body", [None, b"", b"no json", b"[]", b'{"error": null}', b'{"error": {"code": 5}}']
)
def test_a_body_without_a_known_code_leaves_the_judgement_to_the_status(body: bytes | None):
    assert fatal_code(InvalidStatus(Response(429, "", Headers(), body))) is None
    assert fatal_code(InvalidStatus(Response(401, "", Headers(), body))) == "invalid_api_key"


def test_a_line_closed_for_a_reason_that_stays_is_fatal():
    closed = ConnectionClosedError(Close(1008, "insufficient_quota: see your plan"), None)
    assert fatal_code(closed) == "insufficient_quota"
    assert fatal_code(ConnectionClosedError(Close(1011, "oops"), None)) is None
    assert fatal_code(ConnectionClosedError(None, None)) is None
