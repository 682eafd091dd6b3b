"""The one audio format inside Athena: mono PCM16, little endian, 24 kHz."""

from __future__ import annotations

import math

import numpy as np

RATE = 24_000
SAMPLE_BYTES = 2
FRAME_MS = 20
BYTES_PER_MS = RATE * SAMPLE_BYTES // 1000
FRAME_BYTES = FRAME_MS * BYTES_PER_MS

_QUIETEST_DB = -60.0


def ms_of(n_bytes: int) -> int:
    """Return the whole milliseconds that ``n_bytes`` of audio last."""
    return n_bytes // BYTES_PER_MS


def silence(ms: int) -> bytes:
    """Return ``ms`` milliseconds of silence."""
    return bytes(ms * BYTES_PER_MS)


def loudness(pcm: bytes) -> float:
    """Return how loud audio sounds, 0 (-60 dB of full scale or less) to 1 (full scale)."""
    samples = np.frombuffer(pcm, "<i2", count=len(pcm) // SAMPLE_BYTES).astype(np.float32)
    power = float(np.mean(np.square(samples))) if samples.size else 0.0
    if power < 1.0:
        return 0.0
    decibels = 10 * math.log10(power / 2**30)
    return min(1.0, max(0.0, 1 - decibels / _QUIETEST_DB))
