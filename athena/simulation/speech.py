"""A simulated candidate's headset: says synthesised answers into an interview and hears it, in real time."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from athena.audio.pcm import FRAME_BYTES, FRAME_MS
from athena.interviewer.ports import Synthesiser
from athena.realtime.session import LiveInterview


def own_voice(model: Path | None, threads: int = 1) -> Synthesiser:
    """Return the voice a candidate speaks with: the packaged one, or ``model``. Raises ModelError."""
    from athena.interviewer.engines.models import voice_file
    from athena.interviewer.engines.piper import PiperVoice

    return PiperVoice(voice_file(model), threads)


class Headset:
    """Sends a 20 ms frame every 20 ms, speech or silence, and plays what comes back; a context manager."""

    def __init__(self, live: LiveInterview, voice: Synthesiser) -> None:
        self._live = live
        self._voice = voice
        self._speech = bytearray()
        self._lock = threading.Lock()
        self._off = threading.Event()
        self._thread = threading.Thread(target=self._run, name="headset", daemon=True)
        self.heard = bytearray()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._off.set()
        self._thread.join()

    def say(self, text: str) -> None:
        """Synthesise ``text`` and begin to say it."""
        self.play(b"".join(map(self._voice.speak, re.findall(r"[^.?!]+[.?!]*", text))))

    def play(self, pcm: bytes) -> None:
        """Begin to say a recording (PCM16, 24 kHz, mono)."""
        with self._lock:
            self._speech += pcm

    @property
    def busy(self) -> bool:
        """Whether something is still being said."""
        return bool(self._speech)

    def _run(self) -> None:
        due = time.monotonic()
        while not self._off.is_set():
            self._live.push_audio(self._next_frame())
            self.heard += self._live.pull_audio(FRAME_BYTES)
            due += FRAME_MS / 1000
            self._off.wait(max(0.0, due - time.monotonic()))

    def _next_frame(self) -> bytes:
        with self._lock:
            frame = bytes(self._speech[:FRAME_BYTES])
            del self._speech[:FRAME_BYTES]
        return frame.ljust(FRAME_BYTES, b"\0")
