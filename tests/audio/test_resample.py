from __future__ import annotations

import av
import numpy as np
import pytest

from athena.audio.pcm import RATE
from athena.audio.resample import Resampler, resample_pcm


def tone(samples: int, rate: int, channels: int = 1, hertz: float = 440.0) -> av.AudioFrame:
    wave = (12_000 * np.sin(2 * np.pi * hertz * np.arange(samples) / rate)).astype("<i2")
    layout = "stereo" if channels == 2 else "mono"
    frame = av.AudioFrame.from_ndarray(wave.repeat(channels).reshape(1, -1), format="s16", layout=layout)
    frame.sample_rate = rate
    return frame


def loudest_hertz(pcm: bytes, rate: int) -> float:
    samples = np.frombuffer(pcm, "<i2").astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / samples.size)


def test_a_browser_frame_becomes_half_as_many_mono_samples():
    resampler = Resampler()
    pcm = b"".join(resampler.feed(tone(960, 48_000, channels=2)) for _ in range(50)) + resampler.flush()
    assert len(pcm) == pytest.approx(RATE * 2, abs=80)


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_the_pitch_survives_whatever_the_rate(rate: int):
    pcm = Resampler().feed(tone(rate, rate, channels=2))
    assert loudest_hertz(pcm, RATE) == pytest.approx(440, abs=3)


def test_a_change_of_layout_in_the_middle_loses_nothing():
    resampler = Resampler()
    pcm = resampler.feed(tone(48_000, 48_000, channels=2)) + resampler.feed(tone(48_000, 48_000, channels=1))
    assert len(pcm + resampler.flush()) == pytest.approx(2 * RATE * 2, abs=80)


def test_a_jump_in_the_time_stamps_invents_no_audio():
    resampler = Resampler()
    frame = tone(960, 48_000)
    frame.pts = 48_000 * 60
    assert len(resampler.feed(tone(960, 48_000)) + resampler.feed(frame)) <= 4 * 480


def test_flushing_an_unused_resampler_gives_nothing():
    assert Resampler().flush() == b""


def test_a_whole_clip_changes_its_rate_and_keeps_its_length():
    clip = bytes(tone(22_050, 22_050).planes[0])[: 22_050 * 2]
    resampled = resample_pcm(clip, 22_050, 16_000)
    assert len(resampled) == pytest.approx(16_000 * 2, abs=4)
    assert loudest_hertz(resampled, 16_000) == pytest.approx(440, abs=3)


def test_an_equal_rate_returns_the_clip_untouched():
    assert resample_pcm(b"\x01\x02", 24_000, 24_000) == b"\x01\x02"
