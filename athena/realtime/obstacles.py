"""What keeps an interview in the cloud from beginning: each in a sentence, and what to do about it."""

from __future__ import annotations

import socket
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies

from websockets.exceptions import InvalidProxy, InvalidProxyStatus, InvalidStatus, InvalidURI, ProxyError

from athena.realtime import errors
from athena.realtime.events import Failure
from athena.realtime.link import Endpoint


class Words(NamedTuple):
    """What is wrong, and what to do."""

    text: str
    advice: str


NO_KEY = Words(
    "There is no OpenAI key.",
    "Set OPENAI_API_KEY in .env, or ATHENA_ENGINE=embedded to interview on this machine.",
)
_BY_CODE = {
    "invalid_api_key": Words(
        "OpenAI refuses the key.", "Check OPENAI_API_KEY: it may be mistyped, revoked or of another project."
    ),
    "model_not_found": Words(
        "This key has no access to the model {model}.",
        "Choose another OPENAI_REALTIME_MODEL, or have the model enabled for OPENAI_PROJECT_ID.",
    ),
    "insufficient_quota": Words(
        "The quota of the OpenAI account is used up.",
        "Add credit to the account, or raise its monthly limit.",
    ),
    "billing_hard_limit_reached": Words(
        "The spending limit of the OpenAI account is reached.", "Raise the limit in the account's billing."
    ),
    "account_deactivated": Words(
        "The OpenAI account is deactivated.", "Write to OpenAI's support, or use the key of another account."
    ),
    errors.CONFIGURATION_REFUSED: Words(
        "The service does not accept the settings of the interviewer.",
        "Check the settings that begin with OPENAI_; what it said: {detail}",
    ),
    "rate_limit_exceeded": Words(
        "OpenAI's rate limit for this account is used up.", "Wait a minute and try again, or have it raised."
    ),
}
_PROXY = Words(
    "The proxy {proxy} does not let the connection through ({detail}).",
    "Check HTTPS_PROXY, or list {host} in NO_PROXY.",
)


def explain(error: BaseException, endpoint: Endpoint) -> Words:
    """Return what a connection that failed means."""
    host = urlsplit(endpoint.url).hostname or "api.openai.com"
    words = _words(error)
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("socks") or proxies.get("all") or "that is set"
    told = {"host": host, "model": endpoint.model, "proxy": proxy, "detail": _detail(error)}
    return Words(words.text.format(**told), words.advice.format(**told))


def of_failure(failure: Failure) -> Words:
    """Return what an error means that the service told over a good connection."""
    known = _BY_CODE.get(failure.code)
    detail = failure.message or failure.code or failure.type
    if known is None and errors.classify(failure) is errors.Severity.BENIGN:
        known = _BY_CODE[errors.CONFIGURATION_REFUSED]
    words = known or Words("The service reports an error: {detail}", "Try again in a few minutes.")
    told = {"detail": detail, "model": "that is set"}
    return Words(words.text.format(**told), words.advice.format(**told))


def of_clock(skew_s: float) -> Words:
    """Return what to say of a clock that is ``skew_s`` seconds ahead (negative: behind)."""
    way = "ahead" if skew_s > 0 else "behind"
    return Words(
        f"The clock of this machine is {abs(skew_s) / 60:.0f} minutes {way}.",
        "Set it by a time server: a wrong clock breaks secure connections and the times in reports.",
    )


def _words(error: BaseException) -> Words:
    code = errors.fatal_code(error)
    if code in _BY_CODE:
        return _BY_CODE[code]
    match error:
        case InvalidStatus():
            return _of_status(error.response.status_code)
        case InvalidProxyStatus() | ProxyError() | InvalidProxy():
            return _PROXY
        case ssl.SSLCertVerificationError():
            return _of_certificate(error)
        case socket.gaierror():
            return Words(
                "The name {host} cannot be found.", "Check the network, its name server and the proxy."
            )
        case InvalidURI():
            return Words("The address of the service is no address.", "Correct OPENAI_BASE_URL.")
        case TimeoutError():
            return Words("{host} does not answer in time.", "Check the network, the firewall and the proxy.")
        case _:
            return Words(
                "{host} cannot be reached ({detail}).", "Check the network, the firewall and the proxy."
            )


def _of_status(status: int) -> Words:
    if status == 429:
        return _BY_CODE["rate_limit_exceeded"]
    if status == 407:
        return _PROXY
    return Words(
        f"The service has trouble (HTTP {status}).", "Try again in a few minutes; look at status.openai.com."
    )


def _of_certificate(error: ssl.SSLCertVerificationError) -> Words:
    if "expired" in error.verify_message or "not yet valid" in error.verify_message:
        return Words(
            "The certificate of {host} is not valid today ({detail}).",
            "Check the date and the clock of this machine first.",
        )
    return Words(
        "The certificate of {host} is not trusted ({detail}).",
        "A proxy may look into the traffic: give Python its certificate with SSL_CERT_FILE.",
    )


def _detail(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__
