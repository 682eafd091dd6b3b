"""The app's word in the interview: it keeps the time and tells the interviewer when to close."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from athena.realtime import replay
from athena.realtime.stillness import Stillness

OVERTIME_S = 20.0
"""How long nobody need say anything, once the time is up, for the interviewer to be asked to close."""
NUDGES = 3
"""How many silences in a row are broken; after that the candidate is away and is left alone."""


class Steering:
    """Decides which notes the interviewer is to hold. ``now`` gives seconds.

    ``nudge_s`` is the silence that is broken from here, None where the server does it.
    """

    def __init__(self, limit_minutes: int, now: Callable[[], float], nudge_s: float | None = None) -> None:
        self._limit_ms = limit_minutes * 60_000
        self._overtime = Stillness(OVERTIME_S, now)
        self._silence = Stillness(nudge_s, now) if nudge_s else None
        self._nudges = 0
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
        self.time_up = True
        self._overtime.restart()
        return True

    def overdue(self, *, busy: bool) -> bool:
        """Whether the time is up and both sides have been silent for too long; starts the wait anew."""
        return self._overtime.passed(busy=busy or not self.time_up)

    def candidate_spoke(self) -> None:
        """Note that the candidate is there."""
        self._nudges = 0

    def nudge_due(self, *, busy: bool) -> bool:
        """Whether the candidate has been silent for so long that the interviewer is to ask how it goes."""
        if self._silence is None or not self._silence.passed(busy=busy) or self._nudges >= NUDGES:
            return False
        self._nudges += 1
        return True
