"""From whatever a browser or a voice model gives to the one format inside Athena."""

from __future__ import annotations

import av
import numpy as np

from athena.audio.pcm import RATE, SAMPLE_BYTES

_Kind = tuple[str, str, int]


class Resampler:
    """Turns the frames of one track into PCM16 mono at ``rate``.

    A track may change its layout or rate half-way: what the old resampler still holds is given out first.
    """

    def __init__(self, rate: int = RATE) -> None:
        self._rate = rate
        self._kind: _Kind | None = None
        self._resampler: av.AudioResampler | None = None

    def feed(self, frame: av.AudioFrame) -> bytes:
        """Return the audio that ``frame`` completes; the first frames come out slightly short."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        held = b""
        if kind != self._kind:
            held = self.flush()
            self._kind = kind
            self._resampler = av.AudioResampler(format="s16", layout="mono", rate=self._rate)
        assert self._resampler is not None  # noqa: S101 - made together with the kind
        frame.pts = None  # samples are counted, not stamped: a gap in the stamps must not invent audio
        return held + _joined(self._resampler.resample(frame))

    def flush(self) -> bytes:
        """Return what is still held back, and start anew."""
        held = _joined(self._resampler.resample(None)) if self._resampler else b""
        self._kind = self._resampler = None
        return held


def resample_pcm(pcm: bytes, source: int, target: int) -> bytes:
    """Return a whole mono PCM16 clip of rate ``source`` (Hz) at rate ``target``."""
    if source == target or not pcm:
        return pcm
    frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = source
    resampler = Resampler(target)
    return resampler.feed(frame) + resampler.flush()


def _joined(frames: list[av.AudioFrame]) -> bytes:
    return b"".join(bytes(frame.planes[0])[: frame.samples * SAMPLE_BYTES] for frame in frames)
