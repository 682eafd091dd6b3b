"""The far end of a sound line for tests: it counts what it hears and says a tone."""

from __future__ import annotations

import numpy as np

from athena.audio.pcm import RATE, loudness

HERTZ = 450  # whole cycles in 20 ms


class Echo:
    """Hears any number of lines; each frame it is asked for is a piece of a 450 Hz tone."""

    def __init__(self) -> None:
        self.heard_bytes = 0
        self.loudest = 0.0

    def push_audio(self, pcm: bytes) -> None:
        self.heard_bytes += len(pcm)
        self.loudest = max(self.loudest, loudness(pcm))

    def pull_audio(self, n_bytes: int) -> bytes:
        samples = n_bytes // 2
        return (8192 * np.sin(2 * np.pi * HERTZ * np.arange(samples) / RATE)).astype("<i2").tobytes()


ECHO = Echo()
