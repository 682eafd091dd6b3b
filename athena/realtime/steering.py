"""The app's word in the interview: it keeps the time and tells the interviewer when to close."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from athena.realtime import replay
from athena.realtime.patience import Patience
from athena.realtime.questioner import Questioner
from athena.realtime.record import Executed
from athena.realtime.stillness import Stillness
from athena.realtime.tools import ResponseEvaluated

OVERTIME_S = 20.0
"""How long nobody need say anything, once the time is up, for the interviewer to be asked to close."""
NUDGES = 3
"""How many silences in a row are broken; after that the candidate is away and is left alone."""


class Steering:
    """Decides which notes the interviewer is to hold. ``now`` gives seconds.

    ``nudge_s`` is the silence that is broken from here, None where the server does it; ``questioner`` chooses
    the questions where the interviewer does not.
    """

    def __init__(
        self,
        limit_minutes: int,
        now: Callable[[], float],
        nudge_s: float | None = None,
        questioner: Questioner | None = None,
    ) -> None:
        self.questioner = questioner
        self._limit_ms = limit_minutes * 60_000
        self._overtime = Stillness(OVERTIME_S, now)
        self._silence = Stillness(nudge_s, now) if nudge_s else None
        self._nudges = 0
        self.time_up = self.closing = self.spent = False

    def notes(self) -> Iterator[str]:
        """Yield the notes that hold, for a server that has forgotten them."""
        if self.questioner:
            yield self.questioner.note()
        if self.time_up:
            yield replay.TIME_UP
        if self.spent:
            yield replay.BUDGET_SPENT
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
        """Whether it is time to close and both sides have been silent for too long; starts the wait anew."""
        return self._overtime.passed(busy=busy or not self.wrapping_up)

    @property
    def wrapping_up(self) -> bool:
        """Whether no further question is to be asked, apart from the candidate's own wish to end."""
        return self.time_up or self.spent or bool(self.questioner and self.questioner.exhausted)

    def note_on(self, executed: Executed) -> str:
        """Return what the interviewer must be told now that a call was carried out, or nothing."""
        if self.questioner is None:
            return ""
        if isinstance(executed.arguments, ResponseEvaluated) and (self.time_up or self.spent or self.closing):
            self.questioner.stop()
            return self.questioner.note() if executed.output.get("ok") else ""
        return self.questioner.note_on(executed)

    def candidate_spoke(self) -> None:
        """Note that the candidate is there."""
        self._nudges = 0

    def candidate_wrote(self) -> None:
        """Note that the candidate is writing a query: nobody need say anything meanwhile."""
        self._nudges = 0
        self._overtime.restart()

    def nudge_due(self, patience: Patience, *, busy: bool) -> bool:
        """Whether the candidate has been silent for so long that the interviewer is to ask how it goes."""
        if self._silence is None or not self._silence.passed(busy=busy) or self._nudges >= NUDGES:
            return False
        if not patience.ends():
            return False
        self._nudges += 1
        return True
