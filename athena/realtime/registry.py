"""The interviews that run in this process: how many at once, and none that nobody attends."""

from __future__ import annotations

import logging
import threading

from athena.errors import CapacityError
from athena.realtime.session import LiveInterview

log = logging.getLogger(__name__)

UNATTENDED_S = 30.0
_SWEEP_S = 5.0


class LiveInterviews:
    """Running interviews by session id; thread-safe.

    An interview without media and without a page that looks at it for ``unattended_s`` seconds is stopped.
    Its session stays in progress and can be resumed.
    """

    def __init__(self, capacity: int = 10, unattended_s: float = UNATTENDED_S) -> None:
        self.capacity = capacity
        self._unattended_s = unattended_s
        self._lock = threading.Lock()
        self._interviews: dict[str, LiveInterview] = {}
        self._closed = threading.Event()
        self._watchdog: threading.Thread | None = None

    def start(self, interview: LiveInterview) -> None:
        """Start an interview; one that runs on the same session gives way. CapacityError when full."""
        with self._lock:
            before = self._interviews.pop(interview.session_id, None)
            if self._running() >= self.capacity and not (before and before.alive):
                interview.stop()
                raise CapacityError(
                    f"{self.capacity} interviews are running, as many as this machine carries. "
                    "Please try again in a few minutes."
                )
            self._interviews[interview.session_id] = interview
            self._watch()
        if before is not None:
            before.stop()
        interview.start()

    def get(self, session_id: str) -> LiveInterview | None:
        """Return the interview on a session, also for a while after its end; None when there is none."""
        with self._lock:
            return self._interviews.get(session_id)

    def runs(self, session_id: str) -> bool:
        """Whether an interview runs on a session now."""
        interview = self.get(session_id)
        return interview is not None and interview.alive

    def running(self) -> list[LiveInterview]:
        """Return the interviews that run now."""
        with self._lock:
            return [interview for interview in self._interviews.values() if interview.alive]

    def stop(self, session_id: str) -> None:
        """Stop the interview on a session, if there is one."""
        with self._lock:
            interview = self._interviews.pop(session_id, None)
        if interview is not None:
            interview.stop()

    def stop_all(self) -> None:
        """Stop every interview, and take no watch any more."""
        self._closed.set()
        with self._lock:
            interviews, self._interviews = list(self._interviews.values()), {}
            watchdog, self._watchdog = self._watchdog, None
        stopping = [threading.Thread(target=interview.stop) for interview in interviews]
        for thread in stopping:
            thread.start()
        for thread in (*stopping, *([watchdog] if watchdog else [])):
            thread.join()

    def sweep(self) -> None:
        """Stop and forget the interviews nobody attends."""
        with self._lock:
            forgotten = [i for i in self._interviews.values() if i.unattended_s > self._unattended_s]
        for interview in forgotten:
            if interview.alive:
                log.info(
                    "Nobody attends interview %s: it is stopped and can be resumed", interview.session_id
                )
            self.stop(interview.session_id)

    def _running(self) -> int:
        return sum(interview.alive for interview in self._interviews.values())

    def _watch(self) -> None:
        if self._watchdog is None:
            self._closed.clear()
            self._watchdog = threading.Thread(target=self._sweep_on, name="athena-watchdog", daemon=True)
            self._watchdog.start()

    def _sweep_on(self) -> None:
        while not self._closed.wait(min(_SWEEP_S, self._unattended_s)):
            self.sweep()
