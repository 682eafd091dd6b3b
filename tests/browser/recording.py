"""A microphone's recording made of spoken answers."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 48_000
SPEECH = Path(__file__).resolve().parents[1] / "data" / "speech"


def spoken(name: str) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Return a recorded answer as 48 kHz mono samples."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    parts: list[Any] = []
    with av.open(str(SPEECH / f"{name}.flac")) as container:
        for frame in (*container.decode(audio=0), None):
            if frame is not None:
                frame.pts = None
            parts += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(frame)]
    return np.concatenate(parts).astype(np.int16)


def record(path: Path, *parts: str | float) -> Path:
    """Write answers (names) and pauses (seconds) as one WAV file; Chromium plays it in a loop."""
    pieces = [
        np.zeros(int(part * RATE), np.int16) if isinstance(part, float) else spoken(part) for part in parts
    ]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.concatenate(pieces).tobytes())
    return path
