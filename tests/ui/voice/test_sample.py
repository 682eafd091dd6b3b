"""A few seconds of one's own voice."""

from __future__ import annotations

import io
import wave

from athena.audio.pcm import BYTES_PER_MS, RATE
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.sample import Sample

SECOND = 1000 * BYTES_PER_MS


def test_it_fills_as_sound_arrives_and_takes_no_more_than_it_has_room_for() -> None:
    sample = Sample(2.0)
    sample.feed(b"\1\0" * (SECOND // 2))
    assert (sample.share, sample.full) == (0.5, False)
    sample.feed(b"\2\0" * SECOND)
    assert (sample.share, sample.full) == (1.0, True)


def test_it_sounds_as_it_was_heard() -> None:
    sample = Sample(0.02)
    sample.feed(b"\1\2" * 480)
    with wave.open(io.BytesIO(sample.wav())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.readframes(file.getnframes()) == b"\1\2" * 480


class Nobody:
    """Hears and says nothing."""

    def push_audio(self, pcm: bytes) -> None:
        pass

    def pull_audio(self, n_bytes: int) -> bytes:
        return bytes(n_bytes)


def test_a_line_records_only_when_it_is_asked_to() -> None:
    line = VoiceLine()
    line._heard(b"\1\0" * 24)
    sample = line.record()
    assert sample.share == 0.0
    line._heard(b"\1\0" * 24)
    assert sample.share > 0.0


def test_the_recording_is_forgotten_when_the_interview_begins() -> None:
    line = VoiceLine()
    sample = line.record()
    line.plug(Nobody())
    line._heard(b"\1\0" * 24)
    assert line.sample is None
    assert sample.share == 0.0
