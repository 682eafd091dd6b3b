"""How often something may happen: a sliding window over the clock that the caller reads."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class SlidingWindow:
    """At most ``limit`` events within any ``window_s`` seconds; ``times`` are those counted.

    Not thread-safe.
    """

    limit: int
    window_s: float
    times: deque[float] = field(default_factory=deque)

    def wait_s(self, now: float) -> float:
        """Return how many seconds from ``now`` the next event must wait; 0 when it may happen."""
        while self.times and now - self.times[0] >= self.window_s:
            self.times.popleft()
        return 0.0 if len(self.times) < self.limit else self.times[0] + self.window_s - now

    def note(self, now: float) -> None:
        """Count one event at ``now``."""
        self.times.append(now)
