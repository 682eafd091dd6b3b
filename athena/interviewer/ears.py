"""From a client's audio to turns: decoded, resampled to 16 kHz, judged in frames of 32 ms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from athena.interviewer.encodings import RATES, decode
from athena.interviewer.ports import VoiceActivity
from athena.interviewer.protocol import Hearing, Listen
from athena.interviewer.rates import RateConverter
from athena.interviewer.turns import FRAME_BYTES, SpeechStopped, TurnDetector, TurnEvent

RATE = 16_000
_SLICE_BYTES = 9_600


class Ears:
    """The ears of one session. A client that ends its turns itself has its audio kept until ``finish``."""

    def __init__(self, new_vad: Callable[[], VoiceActivity]) -> None:
        self._vad = new_vad()
        self._detector: TurnDetector | None = None
        self._converter: RateConverter | None = None
        self._encoding = ""
        self._odd = b""
        self._rest = b""
        self._kept = bytearray()
        self._heard_bytes = 0

    @property
    def at_ms(self) -> int:
        """How much audio was heard."""
        return self._heard_bytes * 1_000 // (2 * RATE)

    def tune(self, hearing: Hearing | None) -> None:
        """Find turns by other settings from now on, or no more."""
        self._vad.reset()
        self._rest = b""
        self._detector = _detector(hearing, self.at_ms) if hearing else None

    def hear(self, chunk: Listen) -> Iterator[list[TurnEvent]]:
        """Take audio; yield after each frame, with the events it brought."""
        for start in range(0, len(chunk.audio), _SLICE_BYTES):
            pcm = self._pcm(chunk.audio[start : start + _SLICE_BYTES], chunk.encoding)
            self._heard_bytes += len(pcm)
            if self._detector is None:
                self._kept += pcm
            else:
                yield from self._frames(self._detector, pcm)

    def words(self, text: str) -> None:
        """Tell what was recognised in the present pause."""
        if self._detector is not None:
            self._detector.words(text)

    def finish(self) -> bytes:
        """End the turn: return what was heard of it, or everything kept, as 16 kHz PCM16."""
        if self._detector is not None:
            ended = (event for event in self._detector.finish() if isinstance(event, SpeechStopped))
            return b"".join(event.audio for event in ended)
        audio = bytes(self._kept)
        self._kept.clear()
        return audio

    def forget(self) -> None:
        """Drop what was heard and not yet handed over."""
        self._kept.clear()
        if self._detector is not None:
            self._detector.clear()

    def _frames(self, detector: TurnDetector, pcm: bytes) -> Iterator[list[TurnEvent]]:
        waiting = self._rest + pcm
        whole = len(waiting) - len(waiting) % FRAME_BYTES
        self._rest = waiting[whole:]
        for start in range(0, whole, FRAME_BYTES):
            frame = waiting[start : start + FRAME_BYTES]
            yield detector.feed(self._vad.probability(frame), frame)

    def _pcm(self, audio: bytes, encoding: str) -> bytes:
        """Return audio as 16 kHz PCM16; half a sample waits for its other half."""
        if encoding != self._encoding:
            self._encoding, self._odd = encoding, b""
            self._converter = RateConverter(RATES[encoding], RATE)
        assert self._converter is not None  # noqa: S101 - made together with the encoding
        if encoding == "audio/pcm":
            audio = self._odd + audio
            self._odd = audio[len(audio) & ~1 :]
        return self._converter.feed(decode(audio, encoding)).tobytes()


def _detector(hearing: Hearing, start_ms: int) -> TurnDetector:
    settings = (hearing.patience, hearing.threshold, hearing.prefix_padding_ms, hearing.silence_ms)
    return TurnDetector(*settings, start_ms=start_ms)
