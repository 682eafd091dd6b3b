"""Recognition on shared workers, ahead of time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from athena.interviewer.engines import FairPool
from athena.interviewer.ports import Recognised, Samples
from athena.interviewer.protocol import Recognise
from athena.interviewer.recognition import Recognition
from tests.interviewer.fakes import BrokenRecogniser, ScriptedRecogniser

TURN = Recognise("item_1", bytes(32_000))


@pytest.fixture
def pool() -> Iterator[FairPool]:
    pool = FairPool(1)
    yield pool
    pool.close()


class Once:
    """Fails the first time."""

    def __init__(self) -> None:
        self.tried = 0

    def recognise(self, samples: Samples, prompt: str) -> Recognised:
        self.tried += 1
        if self.tried == 1:
            raise RuntimeError("cold")
        return Recognised("warm", -0.1)


async def guessed(recognition: Recognition, audio: bytes) -> str:
    words: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    recognition.guess(audio, words.set_result)
    return await words


def test_a_guess_that_stands_is_not_repeated(pool: FairPool) -> None:
    recogniser = ScriptedRecogniser("first", "second")

    async def scenario() -> None:
        recognition = Recognition(recogniser, pool, "s", lambda: "prompt")
        assert await guessed(recognition, bytes(16_000)) == "first"
        assert (await recognition.words(TURN)).text == "first"

    asyncio.run(scenario())
    assert recogniser.prompts == ["prompt"]


def test_a_guess_overtaken_by_speech_does_not_count(pool: FairPool) -> None:
    async def scenario() -> None:
        recognition = Recognition(ScriptedRecogniser("first", "second"), pool, "s", str)
        await guessed(recognition, bytes(16_000))
        recognition.discard()
        assert (await recognition.words(TURN)).text == "second"

    asyncio.run(scenario())


def test_a_guess_counts_for_one_turn(pool: FairPool) -> None:
    async def scenario() -> None:
        recognition = Recognition(ScriptedRecogniser("first", "second"), pool, "s", str)
        await guessed(recognition, bytes(16_000))
        await recognition.words(TURN)
        assert (await recognition.words(TURN)).text == "second"

    asyncio.run(scenario())


def test_a_guess_that_failed_is_tried_again(pool: FairPool) -> None:
    async def scenario() -> None:
        recognition = Recognition(Once(), pool, "s", str)
        recognition.guess(bytes(16_000), lambda _: None)
        await asyncio.wrap_future(pool.submit("other", int))
        assert (await recognition.words(TURN)).text == "warm"

    asyncio.run(scenario())


def test_a_discarded_guess_tells_nobody(pool: FairPool) -> None:
    told: list[str] = []
    busy = threading.Event()

    async def scenario() -> None:
        recognition = Recognition(ScriptedRecogniser(), pool, "s", str)
        blocked = pool.submit("other", busy.wait)
        recognition.guess(bytes(16_000), told.append)
        recognition.discard()
        busy.set()
        await asyncio.wrap_future(blocked)
        await asyncio.wrap_future(pool.submit("s", int))

    asyncio.run(scenario())
    assert told == []


def test_a_failure_reaches_who_waits_for_the_words(pool: FairPool) -> None:
    async def scenario() -> None:
        with pytest.raises(RuntimeError, match="no model"):
            await Recognition(BrokenRecogniser(), pool, "s", str).words(TURN)

    asyncio.run(scenario())


def test_audio_of_an_item_is_resampled(pool: FairPool) -> None:
    recogniser = ScriptedRecogniser()

    async def scenario() -> None:
        await Recognition(recogniser, pool, "s", str).words(Recognise("i", bytes(48_000), "audio/pcm"))

    asyncio.run(scenario())
    assert recogniser.heard_ms == [1_000]
