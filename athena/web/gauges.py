"""What can be counted of the running app at any time, for the metrics."""

from __future__ import annotations

from collections.abc import Callable

from athena import bootstrap
from athena.web.metrics import Gauge


def gauges(voices: Callable[[], int]) -> list[Gauge]:
    """Return all gauges; ``voices`` counts the connections that carry sound now."""
    return [
        Gauge("athena_voices", "Connections that carry sound.", voices),
        Gauge("athena_interviews_running", "Interviews that run now.", _running),
        Gauge("athena_interviews_capacity", "Interviews that may run at once.", _capacity),
        Gauge("athena_sign_ins", "Browsers that are signed in.", _sign_ins),
    ]


def _running() -> int:
    return len(bootstrap.current().live.running())


def _capacity() -> int:
    return bootstrap.current().live.capacity


def _sign_ins() -> int:
    return bootstrap.current().desk.sign_ins.count()
