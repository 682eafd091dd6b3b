"""How many interviews may be opened within a short time."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from athena.domain.limits import SlidingWindow
from athena.errors import CapacityError


class Openings:
    """Counts opened interviews; thread-safe. ``now`` gives seconds on a steady clock."""

    def __init__(self, limit: int, window_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self._window = SlidingWindow(limit, window_s)
        self._now = now
        self._lock = threading.Lock()

    def count(self) -> None:
        """Count one; CapacityError says how long to wait when there were too many."""
        with self._lock:
            wait_s = self._window.wait_s(self._now())
            if wait_s:
                raise CapacityError(
                    "Very many interviews were opened within a short time. "
                    f"Please try again in {math.ceil(wait_s)} seconds."
                )
            self._window.note(self._now())
