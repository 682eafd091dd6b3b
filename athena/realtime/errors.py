"""What an error means for a running interview: nothing, wait, try again, or stop and say so."""

from __future__ import annotations

import re
from enum import StrEnum

import orjson
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from athena.realtime.events import Failure


class Severity(StrEnum):
    """What to do about an error."""

    BENIGN = "benign"
    REQUEUE = "requeue"
    TRANSIENT = "transient"
    FATAL = "fatal"


_BENIGN_CODES = frozenset({"response_cancel_not_active", "input_audio_buffer_commit_empty"})
_TRANSIENT_CODES = frozenset({"server_error", "rate_limit_exceeded", "session_expired"})
CONFIGURATION_REFUSED = "configuration_refused"
_ACTIVE_RESPONSE = "conversation_already_has_active_response"

_EXPLANATIONS = {
    "insufficient_quota": "The quota of the OpenAI account is used up. Ask the administrator to raise it.",
    "billing_hard_limit_reached": "The spending limit of the OpenAI account is reached. "
    "Ask the administrator to raise it.",
    "invalid_api_key": "The OpenAI key was refused. Ask the administrator to check it.",
    "account_deactivated": "The OpenAI account is deactivated. Ask the administrator to look into it.",
    "model_not_found": "The voice model is not available to this OpenAI account. "
    "Ask the administrator to choose another one.",
    CONFIGURATION_REFUSED: "The service does not accept the settings of the interviewer. "
    "Ask the administrator to run “python3 -m athena doctor”.",
}
_FATAL_STATUS = {
    400: CONFIGURATION_REFUSED,
    401: "invalid_api_key",
    403: "model_not_found",
    404: "model_not_found",
}

KEPT = "Everything said so far is saved, and the interview can be resumed."
BUSY = f"The interviewer's service is overloaded and asks for patience. Please try again later. {KEPT}"
LONGEST_WAIT_S = 60.0
"""How long a candidate waits for a service that asks for patience."""
UNREACHABLE = f"The interviewer could not be reached after several attempts. {KEPT}"


def classify(failure: Failure) -> Severity:
    """Return what a reported error asks for; an unknown one is written down and otherwise passed over."""
    if failure.code in _EXPLANATIONS:
        return Severity.FATAL
    if failure.code == _ACTIVE_RESPONSE:
        return Severity.REQUEUE
    if failure.code in _TRANSIENT_CODES or failure.type in _TRANSIENT_CODES:
        return Severity.TRANSIENT
    return Severity.BENIGN


def expected(failure: Failure) -> bool:
    """Whether a benign error is part of ordinary life: a race the client knows it can lose."""
    return failure.code in _BENIGN_CODES or "already shorter" in failure.message


def explain(code: str) -> str:
    """Return a sentence for people about a fatal error code."""
    return f"{_EXPLANATIONS.get(code, 'The interviewer ended the connection for good.')} {KEPT}"


def fatal_code(error: BaseException) -> str | None:
    """Return the code of a refusal that trying again will not mend; None when it may.

    A handshake is refused by its status or by the code in its body, a line by the reason it is closed with.
    """
    if isinstance(error, InvalidStatus):
        told = _code_in(error.response.body)
        return told if told in _EXPLANATIONS else _FATAL_STATUS.get(error.response.status_code)
    if isinstance(error, ConnectionClosed):
        reason = error.rcvd.reason if error.rcvd else ""
        return next((code for code in _EXPLANATIONS if code in reason), None)
    return "invalid_uri" if isinstance(error, InvalidURI) else None


def wait_s(error: BaseException) -> float:
    """Return the seconds a server asks to wait before the next handshake, 0 when it asks for nothing."""
    if not isinstance(error, InvalidStatus):
        return 0.0
    asked = error.response.headers.get("Retry-After", "")
    return float(asked) if re.fullmatch(r"\d{1,6}(\.\d+)?", asked) else 0.0


def told_wait_s(failure: Failure) -> float:
    """Return the seconds after which an error says to try again, 0 when it says nothing."""
    found = re.search(r"try again in (\d{1,6}(?:\.\d+)?)(ms|s)\b", failure.message)
    return float(found[1]) / (1000 if found[2] == "ms" else 1) if found else 0.0


def _code_in(body: bytes | None) -> str:
    try:
        told = orjson.loads(body or b"{}")
        return str(told["error"]["code"])
    except (KeyError, TypeError, ValueError):
        return ""


DROPPED = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError)
"""What dialling or talking raises when the line is dead."""
