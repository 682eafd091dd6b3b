"""Cuts a long answer at its pauses into pieces Whisper's 30 s window holds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from athena.interviewer.ports import Samples, VoiceActivity

RATE = 16_000
FRAME = 512

LONGEST_S = 30
_SEARCH_FROM_S = 20
_SEARCH_TO_S = 29


def cut_in_pieces(samples: Samples, new_vad: Callable[[], VoiceActivity]) -> list[Samples]:
    """Return ``samples`` (16 kHz) in pieces of at most 30 s, cut where speech is least likely.

    Where a piece ends depends only on the audio before it, so a growing answer keeps its first pieces.
    """
    pieces = []
    while len(samples) > LONGEST_S * RATE:
        cut = _quietest(samples, new_vad())
        pieces.append(samples[:cut])
        samples = samples[cut:]
    return [*pieces, samples]


def _quietest(samples: Samples, vad: VoiceActivity) -> int:
    start, end = _SEARCH_FROM_S * RATE, _SEARCH_TO_S * RATE
    window = samples[start:end]
    pcm = (np.clip(window, -1, 1) * 32767).astype("<i2").tobytes()
    step = FRAME * 2
    speech = [vad.probability(pcm[at : at + step]) for at in range(0, len(pcm) - step + 1, step)]
    around = np.convolve(
        speech, np.ones(9) / 9, mode="same"
    )  # 0.3 s, so that a pause wins over a gap in a word
    return start + int(np.argmin(around)) * FRAME
