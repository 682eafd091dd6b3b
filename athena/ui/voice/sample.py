"""A few seconds of somebody's own voice: heard once by themselves, and kept nowhere."""

from __future__ import annotations

import io
import wave

from athena.audio.pcm import BYTES_PER_MS, RATE, SAMPLE_BYTES


class Sample:
    """Fills with 24 kHz mono PCM16 until it has ``seconds`` of sound; it lives in memory alone."""

    def __init__(self, seconds: float = 4.0) -> None:
        self._size = round(seconds * 1000) * BYTES_PER_MS
        self._pcm = bytearray()

    def feed(self, pcm: bytes) -> None:
        """Take what the microphone heard; what does not fit any more is left out."""
        self._pcm += pcm[: self._size - len(self._pcm)]

    @property
    def full(self) -> bool:
        """Whether everything has been recorded."""
        return len(self._pcm) >= self._size

    @property
    def share(self) -> float:
        """How much of it has been recorded, 0..1."""
        return len(self._pcm) / self._size

    def wav(self) -> bytes:
        """Return it as a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(SAMPLE_BYTES)
            writer.setframerate(RATE)
            writer.writeframes(bytes(self._pcm))
        return file.getvalue()
