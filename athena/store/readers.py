"""Many readers at a time, or one that needs the place for itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Readers:
    """Counts whoever reads, and lets one wait until nobody does. A reader may read again inside of it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._reading = 0
        self._alone = False
        self._mine = threading.local()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Read beside others; waits while somebody has the place alone."""
        depth = getattr(self._mine, "depth", 0)
        with self._changed:
            self._changed.wait_for(lambda: depth > 0 or not self._alone)
            self._reading += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody reads, and let nobody begin; for one thread at a time, which reads nothing."""
        with self._changed:
            self._alone = True
            self._changed.wait_for(lambda: self._reading == 0)
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
