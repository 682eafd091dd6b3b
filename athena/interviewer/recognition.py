"""Turning a session's speech into words on the shared workers, ahead of time where a pause allows it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import numpy as np

from athena.interviewer.encodings import RATES, decode
from athena.interviewer.engines import FairPool
from athena.interviewer.ports import Recognised, Recogniser, Samples
from athena.interviewer.protocol import Recognise
from athena.interviewer.rates import convert

_RATE = 16_000


class Recognition:
    """The recognition of one session; ``prompt`` gives the words to expect at this moment."""

    def __init__(
        self, recogniser: Recogniser, pool: FairPool, session: str, prompt: Callable[[], str]
    ) -> None:
        self._recogniser = recogniser
        self._pool = pool
        self._session = session
        self._prompt = prompt
        self._guess: asyncio.Future[Recognised] | None = None

    def guess(self, audio: bytes, on_words: Callable[[str], None]) -> None:
        """Recognise the turn so far (16 kHz PCM16), in case no more of it follows."""
        self.discard()
        guess = self._guess = self._submit(audio)

        def tell(done: asyncio.Future[Recognised]) -> None:
            failed = done.cancelled() or done.exception() is not None
            if self._guess is guess and failed:
                self._guess = None
            elif self._guess is guess:
                on_words(done.result().text)

        guess.add_done_callback(tell)

    def discard(self) -> None:
        """The turn went on: what was recognised of it does not count."""
        if self._guess is not None:
            self._guess.cancel()
        self._guess = None

    def words(self, wanted: Recognise) -> asyncio.Future[Recognised]:
        """Return the words of a whole item; a guess that still stands is as good."""
        if wanted.encoding != "pcm16k":
            return self._submit(_at_16k(wanted))
        guess, self._guess = self._guess, None
        return guess or self._submit(wanted.audio)

    def _submit(self, audio: bytes) -> asyncio.Future[Recognised]:
        work = partial(self._recogniser.recognise, _samples(audio), self._prompt())
        return asyncio.wrap_future(self._pool.submit(self._session, work))


def _samples(audio: bytes) -> Samples:
    return np.frombuffer(audio, "<i2").astype(np.float32) / np.float32(32_768)


def _at_16k(wanted: Recognise) -> bytes:
    samples = decode(wanted.audio, wanted.encoding)
    return convert(samples, RATES[wanted.encoding], _RATE).tobytes()
