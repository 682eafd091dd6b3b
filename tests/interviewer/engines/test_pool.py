from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.engines import FairPool

DEADLINE_S = 20


class HeldPool:
    """A pool whose one worker is held until ``release``; ``ran`` is the order in which jobs then ran."""

    def __init__(self) -> None:
        self.pool = FairPool(1)
        self.ran: list[str] = []
        self._holding, self._gate = threading.Event(), threading.Event()
        self._jobs: list[Future[None]] = [self.pool.submit("in front", self._hold)]
        assert self._holding.wait(DEADLINE_S)

    def _hold(self) -> None:
        self._holding.set()
        assert self._gate.wait(DEADLINE_S)

    def submit(self, session: str, name: str) -> Future[None]:
        job = self.pool.submit(session, lambda: self.ran.append(name))
        self._jobs.append(job)
        return job

    def release(self) -> list[str]:
        self.open()
        assert not wait(self._jobs, DEADLINE_S).not_done
        return self.ran

    def open(self) -> None:
        self._gate.set()

    def close(self) -> None:
        self.open()
        self.pool.close()


@pytest.fixture
def held() -> Iterator[HeldPool]:
    pool = HeldPool()
    yield pool
    pool.close()


def test_sessions_take_turns(held: HeldPool) -> None:
    for session, name in [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")]:
        held.submit(session, name)
    assert held.release() == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_job_cancelled_in_time_never_runs(held: HeldPool) -> None:
    held.submit("a", "a1")
    assert held.submit("a", "overtaken").cancel()
    held.submit("a", "a2")
    assert held.release() == ["a1", "a2"]


def test_a_session_that_leaves_takes_its_jobs_with_it(held: HeldPool) -> None:
    gone = held.submit("a", "a1")
    held.submit("b", "b1")
    held.pool.forget("a")
    assert held.release() == ["b1"]
    assert gone.cancelled()


def test_forgetting_a_session_nobody_knows_is_nothing(held: HeldPool) -> None:
    held.pool.forget("nobody")
    assert held.release() == []


def test_a_result_reaches_who_asked_for_it(held: HeldPool) -> None:
    answer = held.pool.submit("a", lambda: 42)
    held.release()
    assert answer.result(DEADLINE_S) == 42


def test_a_job_that_fails_tells_who_asked_and_no_one_else(held: HeldPool) -> None:
    failing = held.pool.submit("a", lambda: 1 // 0)
    held.submit("a", "a2")
    assert held.release() == ["a2"]
    with pytest.raises(ZeroDivisionError):
        failing.result(DEADLINE_S)


def test_closing_cancels_what_waits_and_ends_the_threads() -> None:
    held = HeldPool()
    held.submit("a", "a1").add_done_callback(lambda _: held.open())
    held.pool.close()
    assert held.ran == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("speech")]


def test_a_closed_pool_takes_no_more() -> None:
    pool = FairPool(1)
    pool.close()
    with pytest.raises(RuntimeError):
        pool.submit("a", lambda: None)


@given(st.lists(st.sampled_from("abcd"), max_size=30))
def test_nobody_waits_for_more_than_one_job_of_each_neighbour(sessions: list[str]) -> None:
    held = HeldPool()
    try:
        for number, session in enumerate(sessions):
            held.submit(session, f"{session}{number}")
        ran = held.release()
    finally:
        held.close()
    assert sorted(ran) == sorted(f"{session}{number}" for number, session in enumerate(sessions))
    for session in set(sessions):
        places = [place for place, name in enumerate(ran) if name[0] == session]
        between = [ran[a + 1 : b] for a, b in zip([-1, *places], places, strict=False)]
        assert all(len({name[0] for name in others}) == len(others) for others in between)
