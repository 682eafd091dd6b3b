"""A peer's track, for sinks."""

from __future__ import annotations

import asyncio

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError


def frame(amplitude: int = 8000, *, layout: str = "stereo", rate: int = 48_000) -> av.AudioFrame:
    """Return 20 ms of a constant sound."""
    samples = rate // 50 * (2 if layout == "stereo" else 1)
    made = av.AudioFrame.from_ndarray(np.full((1, samples), amplitude, "<i2"), format="s16", layout=layout)
    made.sample_rate = rate
    return made


class FakeTrack(MediaStreamTrack):
    """Gives the frames it was given, then ends; ``hangs`` keeps it silent instead."""

    kind = "audio"

    def __init__(self, *frames: av.AudioFrame, hangs: bool = False) -> None:
        super().__init__()
        self._frames = list(frames)
        self._hangs = hangs

    async def recv(self) -> av.AudioFrame:
        if self._frames:
            return self._frames.pop(0)
        if self._hangs:
            await asyncio.Event().wait()
        raise MediaStreamError
