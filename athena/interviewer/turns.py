"""Turn detection: from speech probabilities to turns, without clocks, threads or models.

Feed one 32 ms frame at a time; time is counted in frames, so audio may come faster or slower than it was
spoken. The order of events in one turn is

    SpeechStarted  (Speculate  (SpeechResumed …)?)*  SpeechStopped

A click is no speech: a turn starts, and resumes after a pause, only with 96 ms of speech within 160 ms.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import ceil

from athena.interviewer.endpointing import wait_ms

FRAME_MS = 32
FRAME_BYTES = 1024  # 512 samples, PCM16, 16 kHz, mono
SPECULATE_MS = 256
MAX_TURN_MS = 120_000

_WINDOW_FRAMES = 5
_SPEECH_FRAMES = 3
_HYSTERESIS = 0.15
_UNHEARD = 1.5  # how much longer to wait for words that are still being recognised


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The candidate speaks; ``at_ms`` is where the turn's audio begins, padding included."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Speculate:
    """A pause: recognise ``audio`` (16 kHz PCM16, the turn so far) now and hand the text to ``words``.

    While neither SpeechResumed nor another turn follows, that text is the text of the whole turn. The end of
    the turn waits half as long again for words that have not come.
    """

    turn_no: int
    audio: bytes


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """The pause is over: what was recognised in it is not the whole turn any more."""

    turn_no: int


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """The turn is over; ``audio`` is all of it (16 kHz PCM16), ``at_ms`` where it ends."""

    at_ms: int
    audio: bytes


TurnEvent = SpeechStarted | Speculate | SpeechResumed | SpeechStopped


class TurnDetector:
    """Finds the turns of one candidate.

    ``patience`` stretches every wait (1.0 is normal), ``silence_ms`` is the usual wait for the end of a turn;
    288 ms is the shortest possible. ``start_ms`` is the time of the first frame.
    """

    def __init__(
        self,
        patience: float = 1.0,
        threshold: float = 0.5,
        prefix_padding_ms: int = 300,
        silence_ms: int = 1000,
        *,
        max_turn_ms: int = MAX_TURN_MS,
        start_ms: int = 0,
    ) -> None:
        self._patience = patience
        self._on, self._off = threshold, max(0.01, threshold - _HYSTERESIS)
        self._silence_ms = silence_ms
        self._max_frames = max(_WINDOW_FRAMES + 1, max_turn_ms // FRAME_MS)
        self._padding = ceil(prefix_padding_ms / FRAME_MS)
        self._before: deque[bytes] = deque(maxlen=self._padding + _WINDOW_FRAMES)
        self._now_ms = start_ms
        self._turn_no = 0
        self._recent: deque[bool] = deque(maxlen=_WINDOW_FRAMES)
        self._voiced = False
        self._turn: list[bytes] = []
        self._silent = 0
        self._paused = False
        self._words: str | None = None

    @property
    def at_ms(self) -> int:
        """The time at the end of the last frame."""
        return self._now_ms

    @property
    def speaking(self) -> bool:
        """Whether a turn is under way, pauses within it included."""
        return bool(self._turn)

    def feed(self, probability: float, pcm: bytes) -> list[TurnEvent]:
        """Take one frame (1024 bytes) and the probability (0..1) that it holds speech."""
        if len(pcm) != FRAME_BYTES:
            raise ValueError(f"a frame is {FRAME_BYTES} bytes, not {len(pcm)}")
        self._now_ms += FRAME_MS
        self._voiced = probability >= (self._off if self._voiced else self._on)
        self._recent.append(self._voiced)
        if not self._turn:
            return self._listen(pcm)
        self._turn.append(pcm)
        events = self._pause() if self._paused else self._follow()
        if self._turn and len(self._turn) >= self._max_frames:
            events += self._stop()
        return events

    def words(self, text: str) -> None:
        """Tell what was recognised in the present pause, so that the wait fits how the words end."""
        if self._paused:
            self._words = text

    def finish(self) -> list[TurnEvent]:
        """End the turn now, whatever was heard last."""
        return self._stop() if self._turn else []

    def clear(self) -> None:
        """Drop the turn under way, and what was heard before it, without an event."""
        self._before.clear()
        self._recent.clear()
        self._turn = []
        self._voiced = self._paused = False
        self._silent, self._words = 0, None

    def _listen(self, pcm: bytes) -> list[TurnEvent]:
        self._before.append(pcm)
        if sum(self._recent) < _SPEECH_FRAMES:
            return []
        since_onset = len(self._recent) - self._recent.index(True)
        self._turn = list(self._before)[-(since_onset + self._padding) :]
        self._before.clear()
        self._turn_no += 1
        return [SpeechStarted(self._now_ms - len(self._turn) * FRAME_MS)]

    def _follow(self) -> list[TurnEvent]:
        self._silent = 0 if self._voiced else self._silent + 1
        if self._silent * FRAME_MS >= SPECULATE_MS:
            self._paused = True
            return [Speculate(self._turn_no, b"".join(self._turn))]
        return []

    def _pause(self) -> list[TurnEvent]:
        if sum(self._recent) >= _SPEECH_FRAMES:
            self._paused, self._words, self._silent = False, None, 0
            return [SpeechResumed(self._turn_no)]
        self._silent += 1
        if any(self._recent) or self._silent * FRAME_MS < self._wait():
            return []
        return self._stop()

    def _wait(self) -> float:
        wait = wait_ms(self._words, self._silence_ms, self._patience)
        return wait * _UNHEARD if self._words is None else wait

    def _stop(self) -> list[TurnEvent]:
        audio = b"".join(self._turn)
        self.clear()
        return [SpeechStopped(self._now_ms, audio)]
