from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest

from athena.services.schedule import Schedule

LONG = 1e6


class Clock:
    """Seconds that go on only when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Counted:
    """A job that counts its runs and can be awaited."""

    def __init__(self, *, fails: bool = False) -> None:
        self._runs = threading.Semaphore(0)
        self._fails = fails

    def __call__(self) -> None:
        self._runs.release()
        if self._fails:
            raise ValueError("out of order")

    def came_round(self, times: int) -> bool:
        """Whether it has run so many more times; waits for that."""
        return all(self._runs.acquire(timeout=30) for _ in range(times))

    def rests(self) -> bool:
        """Whether it did not run again."""
        return not self._runs.acquire(blocking=False)


@pytest.fixture
def schedule() -> Iterator[Schedule]:
    schedule = Schedule()
    yield schedule
    schedule.close()


def test_a_job_comes_round_again_and_again(schedule: Schedule) -> None:
    job = Counted()
    schedule.every(0.0, job)
    assert job.came_round(3)


def test_a_job_does_not_run_before_it_is_due(schedule: Schedule) -> None:
    early, later = Counted(), Counted()
    schedule.every(LONG, later)
    schedule.every(0.0, early)
    assert early.came_round(2)
    assert later.rests()


def test_the_first_run_may_come_sooner_than_the_interval(schedule: Schedule) -> None:
    job, other = Counted(), Counted()
    schedule.every(LONG, job, first_after=0.0)
    schedule.every(0.0, other)
    assert job.came_round(1)
    assert other.came_round(2)
    assert job.rests()


def test_an_interval_begins_where_the_last_run_began() -> None:
    clock, job, beat = Clock(), Counted(), Counted()
    schedule = Schedule(clock)
    schedule.every(60.0, job)
    clock.seconds = 300.0
    schedule.every(0.0, beat)
    assert job.came_round(1)
    assert beat.came_round(2)
    schedule.close()
    assert job.rests()


def test_a_job_that_fails_is_logged_and_comes_round_again(
    schedule: Schedule, caplog: pytest.LogCaptureFixture
) -> None:
    job = Counted(fails=True)
    with caplog.at_level(logging.ERROR, "athena.services.schedule"):
        schedule.every(0.0, job, name="cleaning")
        assert job.came_round(2)
    assert "The job cleaning failed" in caplog.text


def test_a_job_that_fails_stops_no_other(schedule: Schedule) -> None:
    job = Counted()
    schedule.every(0.0, Counted(fails=True))
    schedule.every(0.0, job)
    assert job.came_round(2)


def test_after_closing_nothing_runs() -> None:
    schedule, job = Schedule(), Counted()
    schedule.every(0.0, job)
    assert job.came_round(1)
    schedule.close()
    while not job.rests():
        pass
    assert job.rests()
    assert not any(thread.name == "athena-schedule" for thread in threading.enumerate())


def test_a_schedule_without_jobs_closes() -> None:
    Schedule().close()
