"""What an error means for a running interview: nothing, wait, try again, or stop and say so."""

from __future__ import annotations

from enum import StrEnum

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
_FATAL_STATUS = {401: "invalid_api_key", 403: "model_not_found", 404: "model_not_found"}

KEPT = "Everything said so far is saved, and the interview can be resumed."
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
    """Return the code of a refused handshake that trying again will not mend; None when it may."""
    if isinstance(error, InvalidStatus):
        return _FATAL_STATUS.get(error.response.status_code)
    return "invalid_uri" if isinstance(error, InvalidURI) else None


DROPPED = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError)
"""What dialling or talking raises when the line is dead."""
