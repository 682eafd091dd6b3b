"""Running jobs at once in tests; an error in one of them fails the test (warnings are errors)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable


def in_threads(jobs: Iterable[Callable[[], object]]) -> None:
    """Run every job in a thread of its own and wait for all of them."""
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
