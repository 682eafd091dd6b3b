"""Programs run by Judge0, hosted by RapidAPI or by oneself: batches are sent, then asked for until done."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from athena.domain.problems import Language
from athena.errors import RunnerError
from athena.runner import judge0_http
from athena.runner import judge0_wire as wire
from athena.runner.judge0_http import Judge0Client, Pace
from athena.runner.values import USUAL, Case, Program, RunLimits, RunResult, RunStatus

HOSTED: Final = "https://judge0-ce.p.rapidapi.com"
"""Where Judge0 is when there is a key and no address."""

_LATE: Final = "Judge0 did not finish in time. Please try again in a minute."
_STOPPED: Final = "The run was stopped."
_GARBLED: Final = "Judge0 answered with something that cannot be read. Please try again later."
log = logging.getLogger(__name__)


def judge0_runner(url: str | None, key: str) -> Judge0Runner | None:
    """Return a runner when Judge0 is configured, by an address or by a key alone."""
    return Judge0Runner(url or HOSTED, key) if url or key else None


class Judge0Runner:
    """A Runner that asks Judge0. Thread-safe; connects at the first run."""

    def __init__(
        self,
        url: str,
        key: str = "",
        *,
        pace: Pace = judge0_http.USUAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = Judge0Client(url, key, pace)
        self._pace = pace
        self._clock = clock
        self._languages: dict[Language, int] = {}

    def run_each(
        self,
        program: Program,
        cases: Sequence[Case],
        limits: RunLimits = USUAL,
        *,
        stop: threading.Event | None = None,
    ) -> list[RunResult]:
        """Return a result for every case, in order; see ``Runner``."""
        stop, results = stop or threading.Event(), list[RunResult]()
        for at in range(0, len(cases), wire.BATCH):
            batch = cases[at : at + wire.BATCH]
            try:
                results += self._run(program, batch, limits, stop)
            except RunnerError as error:
                self._languages.clear()  # an id may be out of date
                failed = RunResult(RunStatus.UNAVAILABLE, message=error.message)
                return results + [failed] * (len(cases) - at)
        return results

    def check(self) -> None:
        """Raise RunnerError when Judge0 cannot be reached, refuses the key or has no Python 3."""
        self._languages.clear()
        self._language(Language.PYTHON, threading.Event())

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _run(
        self, program: Program, cases: Sequence[Case], limits: RunLimits, stop: threading.Event
    ) -> list[RunResult]:
        try:
            tokens = self._submit(program, cases, limits, stop)
            return self._fetch(tokens, limits, stop)
        except wire.WireError as error:
            log.warning("Judge0 cannot be understood: %s", error)
            raise RunnerError(_GARBLED) from error

    def _submit(
        self, program: Program, cases: Sequence[Case], limits: RunLimits, stop: threading.Event
    ) -> list[str]:
        language = self._language(program.language, stop)
        batch = [wire.submission(program, case, limits, language) for case in cases]
        query = {"base64_encoded": "true"}
        return wire.tokens(
            self._client.post("submissions/batch", stop, query, {"submissions": batch}), len(batch)
        )

    def _fetch(self, tokens: Sequence[str], limits: RunLimits, stop: threading.Event) -> list[RunResult]:
        query = {"tokens": ",".join(tokens), "base64_encoded": "true", "fields": wire.FIELDS}
        ends, number = self._clock() + self._pace.patience_s, 0
        while not stop.wait(self._pace.waits(number)):
            found = wire.results(self._client.get("submissions/batch", stop, query), len(tokens), limits)
            done = [result for result in found if result]
            if len(done) == len(tokens):
                return done
            if self._clock() >= ends:
                late = RunResult(RunStatus.UNAVAILABLE, message=_LATE)
                return [result or late for result in found]
            number += 1
        raise RunnerError(_STOPPED)

    def _language(self, language: Language, stop: threading.Event) -> int:
        known = self._languages.get(language)
        if known is None:
            try:
                known = wire.language_id(self._client.get("languages", stop), language)
            except wire.WireError as error:
                raise RunnerError(_GARBLED) from error
            if known is None:
                raise RunnerError("Judge0 has no Python 3 here. Ask the administrator to look at JUDGE0_URL.")
            self._languages[language] = known
        return known
