"""How long both sides have said nothing."""

from __future__ import annotations

from collections.abc import Callable


class Stillness:
    """Tells when nothing has happened for ``limit_s`` seconds, then waits anew. ``now`` gives seconds."""

    def __init__(self, limit_s: float, now: Callable[[], float]) -> None:
        self._limit_s, self._now = limit_s, now
        self._since = now()

    def restart(self) -> None:
        """Wait anew."""
        self._since = self._now()

    def passed(self, *, busy: bool) -> bool:
        """Return True once each time the limit has passed in which nobody was ``busy``."""
        if busy:
            self.restart()
        if self._now() - self._since < self._limit_s:
            return False
        self.restart()
        return True
