"""Takes what a browser's microphone sends, on the web server's event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import cast

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from athena.audio.pcm import loudness
from athena.audio.resample import Resampler

logger = logging.getLogger(__name__)

QUIET_AFTER_S = 3.0
GONE_AFTER_S = 8.0


class MicrophoneSink:
    """Hands each frame on as 24 kHz mono PCM16 and knows whether frames still arrive.

    It fits streamlit-webrtc's MediaSink. A muted microphone still sends fifty frames a second, so no frame
    for ``QUIET_AFTER_S`` means the line is disturbed, and for ``GONE_AFTER_S`` that the browser is gone: the
    sink then ends by itself. ``on_end`` is called once, on the event loop, whatever the reason.
    """

    kind = "audio"

    def __init__(self, on_pcm: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._on_pcm = on_pcm
        self._on_end = on_end
        self._track: MediaStreamTrack | None = None
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._now: Callable[[], float] = float
        self._heard_at = 0.0
        self.frames = 0
        self.level = 0.0

    def addTrack(self, track: MediaStreamTrack) -> None:  # noqa: N802 - the name streamlit-webrtc calls
        """Take the peer's incoming track; a new track gets a new task and a new resampler."""
        self._track = track

    def hasTrack(self) -> bool:  # noqa: N802 - the name streamlit-webrtc calls
        """Return whether a track was given."""
        return self._track is not None

    def start(self) -> None:
        """Begin to read; called on the event loop."""
        if self._track is None:
            return
        self._loop = asyncio.get_running_loop()
        self._now = self._loop.time
        self._heard_at = self._now()
        self._task = self._loop.create_task(self._read(self._track), name="microphone")
        self._task.add_done_callback(self._finished)
        self._watch()

    def stop(self) -> None:
        """End reading; from any thread, any number of times."""
        task, self._task, self._track = self._task, None, None
        if task is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(task.cancel)

    @property
    def quiet(self) -> bool:
        """Return whether frames should arrive but do not."""
        return self._task is not None and self._silence() > QUIET_AFTER_S

    def _silence(self) -> float:
        return self._now() - self._heard_at

    async def _read(self, track: MediaStreamTrack) -> None:
        resampler = Resampler()
        with suppress(MediaStreamError):
            while True:
                self._take(resampler.feed(cast("av.AudioFrame", await track.recv())))

    def _finished(self, task: asyncio.Task[None]) -> None:
        """Tell the end, even of a task that was cancelled before its first step."""
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("The microphone's sound cannot be read", exc_info=error)
        self.level = 0.0
        self._on_end()

    def _take(self, pcm: bytes) -> None:
        self.frames += 1
        self._heard_at = self._now()
        if pcm:
            self.level = max(loudness(pcm), self.level * 0.9)
            self._on_pcm(pcm)

    def _watch(self) -> None:
        """End the task when the browser is gone; one timer a second, none a frame."""
        if self._task is None or self._loop is None or self._task.done():
            return
        if self._silence() > GONE_AFTER_S:
            self.stop()
        else:
            self._loop.call_later(1.0, self._watch)
