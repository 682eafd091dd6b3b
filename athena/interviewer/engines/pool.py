"""A small pool of workers that serves its sessions in turn, so that nobody waits behind a busy neighbour."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_Job = tuple[Future[Any], Callable[[], Any]]


class FairPool:
    """Runs jobs on ``workers`` threads, one job of each waiting session after the other.

    A job whose future is cancelled before it starts is never run. Thread-safe.
    """

    def __init__(self, workers: int = 2) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="speech")
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()

    def submit(self, session: str, work: Callable[[], T]) -> Future[T]:
        """Queue ``work`` for ``session``; RuntimeError after ``close``."""
        future: Future[T] = Future()
        with self._lock:
            self._executor.submit(self._run_next)
            self._waiting.setdefault(session, deque()).append((future, work))
        return future

    def forget(self, session: str) -> None:
        """Cancel every job of ``session`` that has not started."""
        with self._lock:
            jobs = self._waiting.pop(session, deque())
        for future, _ in jobs:
            future.cancel()
            future.set_running_or_notify_cancel()

    def close(self) -> None:
        """Cancel what has not started, wait for what has, and end the threads."""
        with self._lock:
            sessions = list(self._waiting)
        for session in sessions:
            self.forget(session)
        self._executor.shutdown(cancel_futures=True)

    def _run_next(self) -> None:
        job = self._take()
        if job is None:
            return
        future, work = job
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - whoever holds the future gets it
            future.set_exception(error)
        else:
            future.set_result(result)

    def _take(self) -> _Job | None:
        with self._lock:
            while self._waiting:
                session, jobs = self._waiting.popitem(last=False)
                future, work = jobs.popleft()
                if jobs:
                    self._waiting[session] = jobs
                if future.set_running_or_notify_cancel():
                    return future, work
        return None
