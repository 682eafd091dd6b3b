from __future__ import annotations

import numpy as np

from athena.audio.pcm import BYTES_PER_MS, FRAME_BYTES, FRAME_MS, loudness, ms_of, silence


def test_a_frame_lasts_twenty_milliseconds():
    assert ms_of(FRAME_BYTES) == FRAME_MS == 20


def test_a_begun_millisecond_is_not_counted():
    assert ms_of(BYTES_PER_MS * 3 - 1) == 2


def test_silence_lasts_as_long_as_asked():
    assert ms_of(len(silence(35))) == 35


def test_silence_has_no_loudness():
    assert loudness(silence(20)) == loudness(b"") == 0


def test_a_full_scale_square_wave_is_as_loud_as_can_be():
    assert loudness(np.full(480, -32768, "<i2").tobytes()) == 1


def test_louder_audio_has_more_loudness():
    quiet, loud = (np.full(480, level, "<i2").tobytes() for level in (300, 3000))
    assert 0 < loudness(quiet) < loudness(loud) < 1


def test_a_split_sample_at_the_end_is_ignored():
    assert loudness(b"\x00\x01\x00") == loudness(b"\x00\x01")
