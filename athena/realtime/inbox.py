"""Microphone audio on its way to the socket: bounded, and the oldest goes first when the line is slow."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import deque
from dataclasses import dataclass

from athena.audio.pcm import FRAME_BYTES

CHUNK_BYTES = 2 * FRAME_BYTES


@dataclass(frozen=True, slots=True)
class Chunk:
    """About 40 ms of audio, and when its first frame came in (the caller's clock, seconds)."""

    pcm: bytes
    received_at: float

    def message(self) -> str:
        """Return the ready ``input_audio_buffer.append`` message."""
        return '{"type":"input_audio_buffer.append","audio":"' + b64encode(self.pcm).decode() + '"}'


class Inbox:
    """A queue of audio frames for one loop; only its own thread may touch it.

    It takes nothing while closed: audio from before a connection is never sent late.
    """

    def __init__(self, capacity: int = 50) -> None:
        self._frames: deque[tuple[bytes, float]] = deque()
        self._capacity = capacity
        self._bytes = 0
        self._ready = asyncio.Event()
        self._open = False
        self.dropped = 0

    def let_in(self, open_: bool) -> None:
        """Take audio from now on, or discard what is held and whatever comes."""
        if self._open and not open_:
            self._clear()
        self._open = open_

    def put(self, pcm: bytes, received_at: float) -> None:
        """Add a frame; the oldest one makes room when the inbox is full."""
        if not self._open:
            return
        if len(self._frames) >= self._capacity:
            self._bytes -= len(self._frames.popleft()[0])
            self.dropped += 1
        self._frames.append((pcm, received_at))
        self._bytes += len(pcm)
        if self._bytes >= CHUNK_BYTES:
            self._ready.set()

    async def get(self) -> Chunk:
        """Wait for a chunk's worth of audio and take everything there is."""
        await self._ready.wait()
        chunk = Chunk(b"".join(pcm for pcm, _ in self._frames), self._frames[0][1])
        self._clear()
        return chunk

    def _clear(self) -> None:
        self._frames.clear()
        self._bytes = 0
        self._ready.clear()
