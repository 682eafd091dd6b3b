"""Sends the interviewer's voice to a browser, on the web server's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from athena.audio.pcm import FRAME_BYTES, FRAME_MS, RATE

SAMPLES = RATE * FRAME_MS // 1000
LATEST_S = 0.2


class SpeakerTrack(MediaStreamTrack):
    """A 20 ms stereo frame at 24 kHz, every 20 ms, pulled as mono PCM16 when it is due.

    Stereo, each sample twice: aiortc's encoder makes mono 3 dB quieter. Pulling only what is due leaves
    nothing to take back when the candidate interrupts.
    """

    kind = "audio"

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        super().__init__()
        self._pull = pull
        self._due: float | None = None
        self._pts = 0

    async def recv(self) -> av.AudioFrame:
        """Wait until the next frame is due and return it; MediaStreamError after ``stop``."""
        if self.readyState != "live":
            raise MediaStreamError
        await self._until_due()
        frame = stereo_frame(self._pull(FRAME_BYTES), self._pts)
        self._pts += SAMPLES
        return frame

    async def _until_due(self) -> None:
        """Keep to the 20 ms grid; after a long stall start a new grid instead of sending a burst."""
        now = asyncio.get_running_loop().time()
        due = now if self._due is None else self._due + FRAME_MS / 1000
        self._due = due if now - due < LATEST_S else now
        await asyncio.sleep(max(0.0, self._due - now))


def stereo_frame(pcm: bytes, pts: int) -> av.AudioFrame:
    """Return 24 kHz mono PCM16 as one stereo frame that begins at sample ``pts``."""
    samples = np.frombuffer(pcm, "<i2").repeat(2).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, pts, Fraction(1, RATE)
    return frame
