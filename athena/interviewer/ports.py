"""The three engines behind the interviewer's ears and voice, and what they exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a recogniser heard; ``confidence`` is the mean log-probability: 0 is sure, below -1 is noise."""

    text: str
    confidence: float


class VoiceActivity(Protocol):
    """Tells speech from silence, one per session (it keeps state)."""

    def probability(self, frame: bytes) -> float:
        """Return the probability (0..1) that a 32 ms frame holds speech (512 samples PCM16, 16 kHz mono)."""

    def reset(self) -> None:
        """Forget what was heard."""


class Recogniser(Protocol):
    """Turns speech into text; shared by all sessions, called from worker threads."""

    def recognise(self, samples: Samples, prompt: str) -> Recognised:
        """Return the text of ``samples`` (16 kHz mono, -1..1); ``prompt`` names the words to expect."""


class Synthesiser(Protocol):
    """Turns text into speech; shared by all sessions, called from worker threads."""

    def speak(self, sentence: str) -> bytes:
        """Return one sentence as PCM16, 24 kHz, mono."""
