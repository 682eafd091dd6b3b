"""Requests to Judge0: the key in its place, another try when the service is busy, faults in words."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx2

from athena.errors import RunnerError
from athena.runner.judge0_wire import complaints

_BUSY: Final = 429
_BUSY_SAYS: Final = "Judge0 is busy. Please try again in a minute."
_BROKEN_SAYS: Final = "Judge0 answers with an error (HTTP {}). Please try again later."
_SAYS: Final = {
    401: "Judge0 refuses the key. Ask the administrator to check JUDGE0_API_KEY.",
    403: "Judge0 does not let this key in. Ask the administrator to check JUDGE0_API_KEY and the plan.",
    404: "There is no Judge0 at this address. Ask the administrator to check JUDGE0_URL.",
    _BUSY: _BUSY_SAYS,
}
_UNREACHABLE: Final = (
    "Judge0 cannot be reached. Please try again later, or ask the administrator to check JUDGE0_URL."
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things are waited for, in seconds, and how often a request is tried."""

    first_s: float = 0.2
    growth: float = 1.5
    longest_s: float = 2.0
    patience_s: float = 90.0
    retry_after_s: float = 20.0
    request_s: float = 15.0
    tries: int = 4

    def waits(self, number: int) -> float:
        """Return how long to wait after the attempt ``number``, which counts from 0."""
        return float(min(self.first_s * self.growth**number, self.longest_s))


USUAL: Final = Pace()


class Judge0Client:
    """Sends requests and returns JSON. Thread-safe.

    Raises RunnerError with a sentence for people; the log gets the details, never the key or a program.
    """

    def __init__(self, url: str, key: str, pace: Pace) -> None:
        self._pace = pace
        self._http = httpx2.Client(
            base_url=url.rstrip("/") + "/", headers=_headers(url, key), timeout=pace.request_s
        )

    def get(self, path: str, stop: threading.Event, query: Mapping[str, str] | None = None) -> object:
        """Return what is at ``path``."""
        return self._asked("GET", path, stop, query or {}, None)

    def post(self, path: str, stop: threading.Event, query: Mapping[str, str], body: object) -> object:
        """Return the answer to ``body``."""
        return self._asked("POST", path, stop, query, body)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _asked(
        self, method: str, path: str, stop: threading.Event, query: Mapping[str, str], body: object
    ) -> object:
        says = _UNREACHABLE
        for number in range(self._pace.tries):
            wait_s = self._pace.waits(number)
            try:
                answer = self._http.request(method, path, params=dict(query), json=body)
            except httpx2.HTTPError as error:
                log.warning("%s %s of Judge0 failed: %s", method, path, type(error).__name__)
            else:
                if answer.status_code != _BUSY and answer.status_code < 500:
                    return _body(answer)
                log.warning("%s %s of Judge0 answers with HTTP %d", method, path, answer.status_code)
                says = _says(answer.status_code)
                wait_s = max(wait_s, _retry_after(answer))
            if wait_s > self._pace.retry_after_s or number + 1 == self._pace.tries or stop.wait(wait_s):
                break
        raise RunnerError(says)


def _headers(url: str, key: str) -> dict[str, str]:
    """Return where the key belongs: RapidAPI has a place of its own for it."""
    host = httpx2.URL(url).host
    if not key:
        return {}
    if host.endswith(".rapidapi.com"):
        return {"X-RapidAPI-Key": key, "X-RapidAPI-Host": host}
    return {"X-Auth-Token": key}


def _body(answer: httpx2.Response) -> object:
    if answer.is_success:
        try:
            return answer.json()
        except ValueError as error:
            raise RunnerError("What answers at JUDGE0_URL is no Judge0. Ask the administrator.") from error
    log.warning("Judge0 answers with HTTP %d: %s", answer.status_code, _complaints(answer))
    raise RunnerError(_says(answer.status_code))


def _complaints(answer: httpx2.Response) -> str:
    try:
        return complaints(answer.json())
    except ValueError:
        return ""


def _says(status: int) -> str:
    if status == 422:
        return "Judge0 does not take the program as it was sent. Ask the administrator to look at the log."
    return _SAYS.get(status, _BROKEN_SAYS.format(status))


def _retry_after(answer: httpx2.Response) -> float:
    """Return the seconds a service asks to wait, given as a number or as a date; 0 when it does not."""
    told = answer.headers.get("Retry-After", "")
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
