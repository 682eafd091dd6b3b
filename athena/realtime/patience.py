"""Leaving somebody in peace who cannot be heard thinking: a typist, or a muted candidate."""

from __future__ import annotations

TYPING_TAKES = 6
"""How many times longer than a spoken answer a typed one may take before the interviewer asks."""


class Patience:
    """Decides which silences the interviewer may break in a spoken interview.

    ``patient`` False leaves it to the interviewer, whose own wait is set for a typist then. ``writing`` tells
    that a query is to be written, which takes as long as a typed answer.
    """

    def __init__(self, *, patient: bool = True) -> None:
        self._patient = patient
        self._typing = False
        self._passed = 0
        self._busy = False
        self.muted = self.writing = False

    def typed(self) -> None:
        """Note a typed answer: the next one takes longer than a spoken one would."""
        self._typing, self._passed = True, 0

    def wrote(self) -> None:
        """Note that the candidate has written something in the pad: the silence meanwhile is none."""
        self._busy = True

    def spoke(self) -> None:
        """Note that the candidate speaks."""
        self._typing, self._passed = False, 0

    def ends(self) -> bool:
        """Return whether this silence may be broken; of a typist's silences every sixth."""
        if self._busy:
            self._busy, self._passed = False, 0
            return False
        if not (self._patient and (self._typing or self.muted or self.writing)):
            return True
        self._passed = (self._passed + 1) % TYPING_TAKES
        return self._passed == 0
