"""The store's side of an interview: one piece of work after another, off the loop, in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from athena.errors import StoreError

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_PAUSES_S = (0.1, 0.5, 2.0)


class Journal:
    """A single worker thread that outlives the loop if need be: what was handed in is carried out.

    ``pause`` waits between two attempts of work the store refused.
    """

    def __init__(self, name: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._pause = pause
        self._worker: threading.Thread | None = None

    def submit(self, work: Callable[[], Result], then: Callable[[Future[Result]], None]) -> None:
        """Hand in work; ``then`` is called on the running loop, in order, unless the loop has ended."""
        loop = asyncio.get_running_loop()

        def finished(future: Future[Result]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits for the answer
                loop.call_soon_threadsafe(then, future)

        self._executor.submit(self._persist, work).add_done_callback(finished)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do work after everything handed in before, and wait for it."""
        return await asyncio.wrap_future(self._executor.submit(self._persist, work))

    def close(self, timeout: float) -> None:
        """Take no more work, and wait up to ``timeout`` seconds for what is left; it is done in any case."""
        self._executor.shutdown(wait=False)
        if self._worker is not None:
            self._worker.join(timeout)

    def _persist(self, work: Callable[[], Result]) -> Result:
        """Do work, again after a pause where the store refused it: what was heard must not be lost."""
        self._worker = threading.current_thread()
        for pause in _PAUSES_S:
            try:
                return work()
            except StoreError:
                log.warning("The store refused; trying again in %s s", pause, exc_info=True)
                self._pause(pause)
        return work()
