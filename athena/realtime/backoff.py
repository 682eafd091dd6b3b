"""How long to wait before dialling again."""

from __future__ import annotations

import random
from collections.abc import Callable


class Backoff:
    """Growing, jittered pauses, and an end to them.

    The n-th pause is ``first * 2**n`` seconds, at most ``longest``, less up to half of it by chance, so that
    many sessions dropped together do not come back together.
    """

    def __init__(
        self,
        attempts: int = 6,
        first: float = 0.5,
        longest: float = 8.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._attempts, self._first, self._longest, self._chance = attempts, first, longest, chance
        self._used = 0

    def next(self) -> float | None:
        """Return the seconds to wait now, or None when it is time to give up."""
        if self._used >= self._attempts:
            return None
        pause = min(self._longest, self._first * float(2**self._used))
        self._used += 1
        return pause * (1 - 0.5 * self._chance())

    def succeeded(self) -> None:
        """Start anew: the line has proved itself."""
        self._used = 0
