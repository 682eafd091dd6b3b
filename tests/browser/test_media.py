"""Sound through streamlit-webrtc, by a visitor without a browser."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.browser.bot import RATE, Bot, tone, visiting
from tests.browser.echo import HERTZ
from tests.browser.serving import fetch

ROUNDS = 50
TRIES = 400


async def account(base: str) -> dict[str, Any]:
    """Return what is alive in the server's process."""
    alive: dict[str, Any] = await asyncio.to_thread(fetch, f"{base}/alive")
    return alive


async def eventually(base: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return the first account that is as wanted; another process can only be asked again and again."""
    alive: dict[str, Any] = {}
    for _ in range(TRIES):
        alive = await account(base)
        if wanted(alive):
            return alive
        await asyncio.sleep(0.1)
    raise AssertionError(alive)


def kinds(alive: dict[str, Any]) -> Counter[str]:
    """Count the tasks and threads that belong to calls."""
    tasks = Counter(name.split("object ", 1)[1].split(" at ")[0] for name in alive["tasks"])
    threads = Counter(name.split("_")[0] for name in alive["threads"])
    passing = (
        "RequestResponseCycle",
        "WebSockets",
        "Starlette",
        "Event.wait",
        "ThreadPoolExecutor",
        "asyncio",
    )
    return Counter({kind: n for kind, n in (tasks + threads).items() if not kind.startswith(passing)})


def loudest_hertz(samples: np.ndarray[Any, np.dtype[np.int16]]) -> float:
    """Return the frequency that carries most of the sound."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))


def test_what_the_far_end_says_is_heard_and_what_is_said_arrives(media: str) -> None:
    async def run() -> None:
        async with visiting(media) as bot:
            await bot.start(tone(300))
            alive = await eventually(media, lambda alive: alive["heard_bytes"] >= 48_000)
            assert alive["loudest"] > 0.5
            while len(bot.heard) < 50:
                await asyncio.sleep(0.02)
            heard = np.concatenate(bot.heard[20:50])
            assert abs(loudest_hertz(heard) - HERTZ) < 5
            assert np.abs(heard).max() > 6000

    asyncio.run(run())


def test_the_line_can_be_closed_and_opened_again_in_one_visit(media: str) -> None:
    async def run() -> None:
        async with visiting(media) as bot:
            for _ in range(3):
                await bot.start(tone(300))
                await eventually(media, lambda alive: alive["lines"] == 1)
                await bot.stop()
                await eventually(media, lambda alive: alive["lines"] == 0)

    asyncio.run(run())


def test_fifty_rounds_of_opening_and_closing_leave_no_thread_and_no_task(media: str) -> None:
    """Half of the visitors press stop, half just close the tab."""

    async def run() -> None:
        await visit(media, stops=True)
        before = kinds(await eventually(media, lambda alive: alive["lines"] == 0))
        for number in range(ROUNDS):
            await visit(media, stops=number % 2 == 0)
        after = await eventually(media, lambda alive: kinds(alive) <= before)
        assert after["lines"] == 0

    asyncio.run(run())


async def visit(base: str, *, stops: bool) -> None:
    async with Bot(base) as bot:
        await bot.start(tone(300))
        if stops:
            await bot.stop()
        assert not bot.errors
