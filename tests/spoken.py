"""Recorded answers for tests and benchmarks, and how well they were understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "data" / "speech"
RATE = 16_000


@dataclass(frozen=True)
class Clip:
    """One recorded answer; ``samples`` are 16 kHz mono, -1..1."""

    name: str
    text: str
    samples: NDArray[np.float32]

    @property
    def noisy(self) -> bool:
        return "_n15" in self.name

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def clips() -> list[Clip]:
    """Return every recorded answer, in the order of the list."""
    lines = (FOLDER / "transcripts.tsv").read_text("utf-8").splitlines()
    named = (line.split("\t") for line in lines)
    return [Clip(name.removesuffix(".flac"), text, read_audio(FOLDER / name)) for name, text in named]


def read_audio(path: Path) -> NDArray[np.float32]:
    """Return a sound file as 16 kHz mono samples, -1..1."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as file:
        frames = [part for frame in file.decode(audio=0) for part in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32) / 32768


def pcm16(samples: NDArray[np.float32]) -> bytes:
    """Return samples (-1..1) as PCM16."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def samples_of(pcm: bytes) -> NDArray[np.float32]:
    """Return PCM16 as samples (-1..1)."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: no case, no punctuation, one spelling of numbers."""
    plain = text.lower().replace("sub query", "subquery").replace("-", " ")
    spelled = {"10": "ten", "3rd": "third", "i'd": "i would", "1": "one"}
    return [spelled.get(word, word) for word in re.findall(r"[a-z0-9']+", plain)]


def word_error_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the share of wrong, missing and added words over pairs of (said, recognised)."""
    errors = total = 0
    for said, recognised in pairs:
        errors += _edits(words(said), words(recognised))
        total += len(words(said))
    return errors / total


def _edits(said: list[str], recognised: list[str]) -> int:
    row = list(range(len(recognised) + 1))
    for i, word in enumerate(said, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(recognised, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]
