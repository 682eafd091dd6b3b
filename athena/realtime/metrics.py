"""Counters and timings of one interview."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping

_KEPT = 2_000


class Metrics:
    """Counts events and keeps the latest timings (milliseconds) to tell their median and 95th percentile."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._timings: dict[str, deque[float]] = {}
        self._levels: dict[str, float] = {}

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter."""
        self._counts[name] += by

    def set(self, name: str, value: float) -> None:
        """Keep the latest value of something that goes up and down."""
        self._levels[name] = float(value)

    def observe(self, name: str, ms: float) -> None:
        """Add one timing."""
        self._timings.setdefault(name, deque(maxlen=_KEPT)).append(ms)

    def timings(self, name: str) -> list[float]:
        """Return the latest timings under a name."""
        return list(self._timings.get(name, ()))

    def summary(self) -> Mapping[str, float]:
        """Return every counter and level, and ``<name>_p50`` and ``<name>_p95`` of every timing."""
        summary = {name: float(number) for name, number in self._counts.items()} | self._levels
        for name, timings in self._timings.items():
            ordered = sorted(timings)
            summary[f"{name}_p50"] = ordered[len(ordered) // 2]
            summary[f"{name}_p95"] = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return summary
