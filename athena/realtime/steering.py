"""The app's word in the interview: it keeps the time and tells the interviewer when to close."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from athena.realtime import replay

OVERTIME_S = 20.0
"""How long nobody need say anything, once the time is up, for the interviewer to be asked to close."""


class Steering:
    """Decides which notes the interviewer is to hold. ``now`` gives seconds."""

    def __init__(self, limit_minutes: int, now: Callable[[], float]) -> None:
        self._limit_ms = limit_minutes * 60_000
        self._now = now
        self._active_at = now()
        self.time_up = self.closing = False

    def notes(self) -> Iterator[str]:
        """Yield the notes that hold, for a server that has forgotten them."""
        if self.time_up:
            yield replay.TIME_UP
        if self.closing:
            yield replay.PLEASE_CLOSE

    def remaining_s(self, elapsed_ms: int) -> float:
        """Return the seconds left, never less than none."""
        return max(0.0, (self._limit_ms - elapsed_ms) / 1000)

    def runs_out(self, elapsed_ms: int) -> bool:
        """Return True once: when the time is up."""
        if self.time_up or elapsed_ms < self._limit_ms:
            return False
        self.time_up, self._active_at = True, self._now()
        return True

    def overdue(self, *, busy: bool) -> bool:
        """Whether the time is up and both sides have been silent for too long; starts the wait anew."""
        if busy or not self.time_up:
            self._active_at = self._now()
            return False
        if self._now() - self._active_at < OVERTIME_S:
            return False
        self._active_at = self._now()
        return True
