"""How long the client still plays what it was sent, as far as a server can know."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from athena.interviewer.protocol.refusals import Refusal


class Playback:
    """Counts audio as if it were played from the moment it was sent; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = clock()

    @property
    def remaining_ms(self) -> int:
        """Milliseconds until everything sent is played."""
        return max(0, round((self._until - self._clock()) * 1_000))

    def add(self, duration_ms: int) -> None:
        """Count audio that was just sent."""
        self._until = max(self._until, self._clock()) + duration_ms / 1_000

    def stop(self) -> None:
        """Count what was sent as played, or thrown away."""
        self._until = self._clock()


def refuse_clear(_event: object) -> NoReturn:
    """Refuse to clear a playback that is not here."""
    raise Refusal(
        "Playback is the client's here: only a WebRTC call has a buffer to clear.", "invalid_value", "type"
    )
