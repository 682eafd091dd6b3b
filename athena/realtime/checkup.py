"""Whether interviews in the cloud can be had, and in words what stands in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from openai import OpenAIError
from websockets.exceptions import InvalidProxy, InvalidStatus, InvalidURI

from athena.domain.interview import InterviewPlan
from athena.realtime import errors, obstacles, wire
from athena.realtime.errors import Severity
from athena.realtime.events import Event, Failure, ResponseDone, SessionUpdated
from athena.realtime.link import Endpoint, Link, dial

PATIENCE_S = 15.0
SKEW_S = 120.0
"""How far the clock of this machine may be off before certificates and limits go wrong."""
_UNDIALLED = (*errors.DROPPED, OpenAIError, InvalidURI, InvalidProxy)
_ONE_WORD: wire.Message = {
    "type": "response.create",
    "event_id": wire.CREATE_ID,
    "response": {
        "conversation": "none",
        "output_modalities": ["text"],
        "instructions": "Say the word: ready.",
        "max_output_tokens": 64,
        "tools": [],
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is ``well``, and otherwise what to do."""

    well: bool
    text: str
    advice: str = ""


def check_connection(
    endpoint: Endpoint,
    voice: wire.Voice,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    patience_s: float = PATIENCE_S,
) -> list[Finding]:
    """Dial, configure a session and let it say one word; return what was found, up to the first obstacle.

    It costs a fraction of a cent. ``now`` gives the time with its zone.
    """
    if not endpoint.api_key:
        return [Finding(False, *obstacles.NO_KEY)]
    return asyncio.run(_Checkup(endpoint, voice, now, patience_s).run())


class _Checkup:
    def __init__(
        self, endpoint: Endpoint, voice: wire.Voice, now: Callable[[], datetime], patience_s: float
    ) -> None:
        self._endpoint, self._voice = endpoint, voice
        self._now, self._patience_s = now, patience_s
        self._findings: list[Finding] = []

    async def run(self) -> list[Finding]:
        try:
            async with asyncio.timeout(self._patience_s), dial(self._endpoint) as link:
                self._well("OpenAI's service answers, takes the key and knows the model.")
                self._findings += _clock(link.dated, self._now())
                await self._talk(link)
        except _UNDIALLED as error:
            if isinstance(error, InvalidStatus):
                self._findings += _clock(error.response.headers.get("Date", ""), self._now())
            self._ill(obstacles.explain(error, self._endpoint))
        return self._findings

    async def _talk(self, link: Link) -> None:
        await link.send(wire.session_update(InterviewPlan(), self._voice, text_only=True))
        if not await self._comes(link, SessionUpdated):
            return
        self._well("It accepts the settings of the interviewer.")
        await link.send(_ONE_WORD)
        if await self._comes(link, ResponseDone):
            self._well("The interviewer answers, and the account may pay for it.")

    async def _comes(self, link: Link, kind: type[Event]) -> bool:
        """Wait for an event of a kind; False when a failure comes instead, which is written down."""
        while True:
            event = await link.receive()
            failure = event.failure if isinstance(event, ResponseDone) else event
            if isinstance(failure, Failure) and _matters(failure):
                self._ill(obstacles.of_failure(failure))
                return False
            if isinstance(event, kind):
                return True

    def _well(self, text: str) -> None:
        self._findings.append(Finding(True, text))

    def _ill(self, words: obstacles.Words) -> None:
        self._findings.append(Finding(False, *words))


def _matters(failure: Failure) -> bool:
    ours = failure.event_id in (wire.CONFIGURE_ID, wire.CREATE_ID)
    return ours or not failure.event_id or errors.classify(failure) is not Severity.BENIGN


def _clock(dated: str, now: datetime) -> Iterator[Finding]:
    try:
        skew_s = (now - parsedate_to_datetime(dated)).total_seconds()
    except (TypeError, ValueError):
        return
    if abs(skew_s) > SKEW_S:
        yield Finding(False, *obstacles.of_clock(skew_s))
