from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

import pytest

from athena.errors import BusyError, StoreError
from athena.realtime.journal import Journal


class Flaky:
    """Work that the store refuses a number of times."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.done = 0

    def __call__(self) -> str:
        if self.refusals:
            self.refusals -= 1
            raise BusyError("The database is busy.")
        self.done += 1
        return "written"


def journal(pauses: list[float]) -> Journal:
    return Journal("test", pause=pauses.append)


def test_work_is_done_and_answered_in_order():
    answers: list[int] = []

    async def write() -> None:
        notes = journal([])
        for number in range(20):
            notes.submit(lambda number=number: number, lambda future: answers.append(future.result()))
        await notes.run(lambda: None)
        await asyncio.sleep(0)
        notes.close(1)

    asyncio.run(write())
    assert answers == list(range(20))


def test_what_the_store_refuses_is_tried_again():
    pauses: list[float] = []
    flaky = Flaky(refusals=2)
    assert asyncio.run(journal(pauses).run(flaky)) == "written"
    assert (flaky.done, len(pauses)) == (1, 2)


def test_in_the_end_the_error_is_handed_on():
    with pytest.raises(StoreError):
        asyncio.run(journal([]).run(Flaky(refusals=99)))


def test_other_errors_are_handed_on_at_once():
    pauses: list[float] = []
    with pytest.raises(ZeroDivisionError):
        asyncio.run(journal(pauses).run(lambda: 1 / 0))
    assert pauses == []


def test_work_outlives_the_loop_that_asked_for_it():
    may_write, written = threading.Event(), threading.Event()

    def write() -> None:
        may_write.wait()
        written.set()

    async def ask() -> Journal:
        notes = journal([])
        notes.submit(write, lambda _: pytest.fail("nobody waits any more"))
        return notes

    notes = asyncio.run(ask())
    notes.close(0)
    may_write.set()
    assert written.wait(5)
    notes.close(5)


def test_an_answer_carries_the_error():
    answers: list[Future[float]] = []

    async def ask() -> None:
        notes = journal([])
        notes.submit(lambda: 1 / 0, answers.append)
        await notes.run(lambda: None)
        await asyncio.sleep(0)
        notes.close(1)

    asyncio.run(ask())
    assert isinstance(answers[0].exception(), ZeroDivisionError)
