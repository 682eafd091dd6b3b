"""Jobs that come round again: one thread runs each of them whenever it is due."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)

Job = Callable[[], object]


@dataclass(slots=True)
class _Entry:
    """A job, how often it comes round, and when it is due next on the schedule's clock; in seconds."""

    job: Job
    name: str
    seconds: float
    due: float


class Schedule:
    """Runs jobs at intervals, one at a time, until it is closed. Thread-safe.

    A job that raises is logged and comes round again all the same. ``now`` gives seconds on a steady clock.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._entries: list[_Entry] = []
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    def every(self, seconds: float, job: Job, *, name: str = "", first_after: float | None = None) -> None:
        """Run ``job`` every ``seconds``, the first time after as many (or after ``first_after``).

        An interval begins when the job was last begun; what was missed is not made up for.
        """
        wait_s = seconds if first_after is None else first_after
        with self._changed:
            self._entries.append(
                _Entry(job, name or getattr(job, "__name__", ""), seconds, self._now() + wait_s)
            )
            self._changed.notify()
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="athena-schedule", daemon=True)
                self._thread.start()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the jobs that come round."""
        with self._changed:
            return tuple(entry.name for entry in self._entries)

    def close(self, timeout: float = 5.0) -> None:
        """Begin no further job; one that runs gets ``timeout`` seconds to end."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while (entry := self._next()) is not None:
            try:
                entry.job()
            except Exception:
                logger.exception("The job %s failed; it is tried again in %g s", entry.name, entry.seconds)

    def _next(self) -> _Entry | None:
        """Wait for the next job that is due and return it; None when the schedule closes."""
        with self._changed:
            while not self._closing:
                entry = min(self._entries, key=lambda one: one.due)
                wait_s = entry.due - self._now()
                if wait_s <= 0:
                    entry.due = self._now() + entry.seconds
                    return entry
                self._changed.wait(wait_s)
        return None
