"""The audio encodings of the Realtime protocol: PCM16 at 24 kHz, and G.711 (µ-law, A-law) at 8 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pcm = NDArray[np.int16]

RATES = {"audio/pcm": 24_000, "audio/pcmu": 8_000, "audio/pcma": 8_000, "pcm16k": 16_000}


def decode(audio: bytes, encoding: str) -> Pcm:
    """Return mono samples at the encoding's own rate (``RATES``); a half sample at the end is dropped."""
    table = _TABLES.get(encoding)
    if table is None:
        return np.frombuffer(audio, "<i2", count=len(audio) // 2)
    decoded: Pcm = table[np.frombuffer(audio, np.uint8)]
    return decoded


def encode(samples: Pcm, encoding: str) -> bytes:
    """Return mono samples, at the encoding's own rate, as bytes; G.711 takes the nearest of its values."""
    table = _TABLES.get(encoding)
    if table is None:
        return samples.astype("<i2").tobytes()
    codes = np.argsort(table, kind="stable")
    values = table[codes].astype(np.int32)
    between = (values[1:] + values[:-1]) / 2
    return codes[np.searchsorted(between, samples)].astype(np.uint8).tobytes()


def _mu_law() -> Pcm:
    code = ~np.arange(256) & 0xFF
    magnitude = (((code & 0x0F) << 3) + 0x84 << (code >> 4 & 7)) - 0x84
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _a_law() -> Pcm:
    code = np.arange(256) ^ 0x55
    mantissa, exponent = (code & 0x0F) << 4, code >> 4 & 7
    magnitude = np.where(exponent == 0, mantissa + 8, mantissa + 0x108 << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


_TABLES = {"audio/pcmu": _mu_law(), "audio/pcma": _a_law()}
