"""Composing a reply and speaking it sentence by sentence into one response."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial

from athena.interviewer.dialogue import Reply
from athena.interviewer.encodings import RATES, decode, encode
from athena.interviewer.faculties import Faculties
from athena.interviewer.ports import Synthesiser
from athena.interviewer.protocol import Compose, RealtimeCore
from athena.interviewer.protocol.outputs import BYTES_PER_MS
from athena.interviewer.rates import convert

_LOG = logging.getLogger(__name__)
_RATE = 24_000
_CHUNK_MS = 200


class Speaking:
    """The voice of one session. ``settle`` carries out the core's outputs, ``sent`` waits for the socket."""

    def __init__(
        self,
        core: RealtimeCore,
        faculties: Faculties,
        session: str,
        settle: Callable[[], None],
        sent: Callable[[], Awaitable[None]],
    ) -> None:
        self._core = core
        self._faculties = faculties
        self._session = session
        self._settle = settle
        self._sent = sent

    async def respond(self, wanted: Compose) -> None:
        """Fill one response and end it; a failure of judgement or voice ends it as failed."""
        try:
            await self._say(wanted.response_id, await self._judge(wanted))
        except Exception:  # noqa: BLE001 - the client is told, the log says what it was
            _LOG.exception("A response could not be composed")
            self._core.fail(wanted.response_id, "The interviewer could not answer; please try once more.")
        self._settle()

    async def _judge(self, wanted: Compose) -> Reply:
        shared = self._faculties
        plan = replace(wanted.plan, seed=wanted.plan.seed or shared.seed)
        return await asyncio.to_thread(shared.judge, wanted.history, plan, shared.bank)

    async def _say(self, response_id: str, reply: Reply) -> None:
        for call in reply.calls:
            self._core.call(response_id, call.name, dict(call.arguments))
        for sentence in reply.sentences:
            self._core.say(response_id, sentence)
            self._settle()
            await self._voice(response_id, sentence)
            await self._sent()
        self._core.finish(response_id)

    async def _voice(self, response_id: str, sentence: str) -> None:
        encoding = self._core.voice_of(response_id)
        engines = self._faculties.engines
        if encoding is None or engines is None:
            return
        work = partial(_spoken, engines.synthesiser, sentence, encoding)
        audio = await asyncio.wrap_future(self._faculties.pool.submit(self._session, work))
        for chunk in _chunks(audio, BYTES_PER_MS[encoding] * _CHUNK_MS):
            self._core.audio(response_id, chunk)
        self._settle()


def _spoken(synthesiser: Synthesiser, sentence: str, encoding: str) -> bytes:
    samples = decode(synthesiser.speak(sentence), "audio/pcm")
    return encode(convert(samples, _RATE, RATES[encoding]), encoding)


def _chunks(audio: bytes, size: int) -> Iterator[bytes]:
    return (audio[start : start + size] for start in range(0, len(audio), size))
