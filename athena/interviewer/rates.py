"""A small stateful resampler for streams: polyphase, whole-number ratios, no delay but its own filter's."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

from athena.interviewer.encodings import Pcm

_TAPS = 32  # per phase, at the lower of the two rates
_KAISER_BETA = 7.0


class RateConverter:
    """Turns chunks of a mono stream at ``source`` Hz into the same stream at ``target`` Hz."""

    def __init__(self, source: int, target: int) -> None:
        common = gcd(source, target)
        self._up, self._down = target // common, source // common
        self._phases = _phases(self._up, self._down)
        self._held = np.zeros(self._phases.shape[1] - 1, np.float32)
        self._taken = 0
        self._made = 0

    def feed(self, samples: Pcm) -> Pcm:
        """Return the samples that ``samples`` complete."""
        if self._up == self._down or not samples.size:
            return samples
        known = np.concatenate((self._held, samples.astype(np.float32)))
        end = self._taken + samples.size
        made = -(-end * self._up // self._down)
        times = np.arange(self._made, made) * self._down
        windows = np.lib.stride_tricks.sliding_window_view(known, self._phases.shape[1])
        heard = np.einsum(
            "ij,ij->i", windows[times // self._up - self._taken], self._phases[times % self._up]
        )
        self._held = known[known.size - self._held.size :]
        self._taken, self._made = end, made
        pcm: Pcm = np.clip(np.rint(heard), -32_768, 32_767).astype(np.int16)
        return pcm


def convert(samples: Pcm, source: int, target: int) -> Pcm:
    """Return a whole clip at another rate."""
    return RateConverter(source, target).feed(samples)


def _phases(up: int, down: int) -> NDArray[np.float32]:
    """Return the low-pass filter, one row a phase, ready to be multiplied with samples in order of time."""
    taps = _TAPS * max(1, -(-down // up))
    length = taps * up
    cutoff = 0.92 / max(up, down)
    at = np.arange(length) - (length - 1) / 2
    prototype = np.sinc(at * cutoff) * cutoff * np.kaiser(length, _KAISER_BETA) * up
    rows = prototype.reshape(taps, up).T[:, ::-1]
    return np.ascontiguousarray(rows, np.float32)
