"""Writing down a microphone: encrypted, on a thread of its own, never in the way of the interview."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from athena.audio.pcm import BYTES_PER_MS, ms_of
from athena.services.sealing import PIECE, Sealer

_WAITING: Final = 500
"""Frames that may wait for the disk: ten seconds."""
_GAP_MS: Final = 400
"""A frame that comes later than this leaves a gap, which is silence in the recording."""
logger = logging.getLogger(__name__)


class Recorder:
    """Takes 24 kHz mono PCM16 and writes it in its place in time; ``on_end`` gets duration and loss in ms.

    ``push`` may be called from any thread and returns at once: what the disk cannot take in time is lost, and
    counted. ``clock`` gives seconds on a steady clock.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        on_end: Callable[[int, int], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the file ``path`` and begin. Raises OSError."""
        self._file: BinaryIO = path.open("xb", buffering=0)
        path.chmod(0o600)
        self._sealer = Sealer(self._file, key)
        self._on_end, self._clock = on_end, clock
        self._began = clock()
        self._frames: queue.Queue[tuple[float, bytes] | None] = queue.Queue(_WAITING)
        self._pending, self._written, self._lost = bytearray(), 0, 0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="athena-recorder", daemon=True)
        self._thread.start()

    def push(self, pcm: bytes) -> None:
        """Take a frame of sound; never waits."""
        if self._closing.is_set():
            return
        try:
            self._frames.put_nowait((self._clock() - self._began, pcm))
        except queue.Full:
            self._lost += len(pcm)

    def close(self, timeout: float = 5.0) -> None:
        """Write what is left and end the file; any number of times."""
        if not self._closing.is_set():
            self._closing.set()
            self._frames.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            while (frame := self._frames.get()) is not None:
                self._take(*frame)
            self._sealer.write(bytes(self._pending), last=True)
        except OSError as error:
            logger.warning("The recording stops here, it cannot be written: %s", error.strerror)
            self._closing.set()
            self._drain()
        finally:
            self._file.close()
            self._on_end(ms_of(self._written), ms_of(self._lost))

    def _take(self, at_s: float, pcm: bytes) -> None:
        gap_ms = round(at_s * 1000) - ms_of(self._written + len(pcm))
        if gap_ms > _GAP_MS:
            pcm = bytes(gap_ms * BYTES_PER_MS) + pcm
        self._pending += pcm
        self._written += len(pcm)
        while len(self._pending) > PIECE:
            self._sealer.write(bytes(self._pending[:PIECE]))
            del self._pending[:PIECE]

    def _drain(self) -> None:
        """Let nobody wait for a place in the queue."""
        while not self._frames.empty():
            self._frames.get_nowait()
