from __future__ import annotations

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import InvalidStatus, InvalidURI
from websockets.http11 import Response

from athena.realtime.errors import KEPT, Severity, classify, expected, explain, fatal_code
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
