"""How an interviewer in the cloud listens and speaks: the part of its configuration an operator chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from athena.realtime.wire import Voice

Eagerness = Literal["low", "medium", "high", "auto"]
TurnDetection = Literal["semantic_vad", "server_vad"]
NoiseReduction = Literal["near_field", "far_field", "none"]
LEFT_TO_THE_MODEL = "default"


@dataclass(frozen=True, slots=True)
class CloudTemplate:
    """The choices; the defaults leave candidates the longest time to think.

    ``reasoning_effort`` is ``default`` for models that do not reason. Silence is broken by the client in
    either turn detection: ``semantic_vad`` knows no idle timeout, and only the client knows what was played.
    """

    voice: str = "marin"
    speed: float = 1.0
    reasoning_effort: str = "low"
    transcription_model: str = "gpt-live-transcribe"
    noise_reduction: NoiseReduction = "near_field"
    turn_detection: TurnDetection = "semantic_vad"
    eagerness: Eagerness = "low"
    language: str = "en"

    def sounding(self, nudge_s: float) -> Voice:
        """Return the voice of a session in which a silence of ``nudge_s`` seconds is broken."""
        effort = self.reasoning_effort
        return Voice(
            turn_detection=self._turns(),
            transcription={"model": self.transcription_model, "language": self.language},
            voice=self.voice,
            speed=self.speed,
            noise_reduction=None if self.noise_reduction == "none" else self.noise_reduction,
            reasoning_effort=None if effort == LEFT_TO_THE_MODEL else effort,
            nudge_s=nudge_s,
        )

    def _turns(self) -> dict[str, object]:
        shared: dict[str, object] = {"create_response": True, "interrupt_response": True}
        if self.turn_detection == "semantic_vad":
            return shared | {"type": "semantic_vad", "eagerness": self.eagerness}
        return shared | {
            "type": "server_vad",
            "threshold": 0.5,
            "prefix_padding_ms": 300,
            "silence_duration_ms": 1000,
        }
