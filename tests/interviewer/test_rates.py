"""Resampling of streams."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athena.interviewer.encodings import Pcm
from athena.interviewer.rates import RateConverter, convert

RATES = [(24_000, 16_000), (8_000, 16_000), (24_000, 8_000)]


def tone(hertz: int, rate: int, ms: int = 1_000) -> Pcm:
    at = np.arange(rate * ms // 1_000) / rate
    return (10_000 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)


def level(samples: Pcm) -> float:
    """Mean level without the ends, where the filter fills and empties."""
    return float(np.sqrt(np.mean(np.square(samples[400:-400].astype(float)))))


@pytest.mark.parametrize(("source", "target"), RATES)
def test_a_second_stays_a_second(source: int, target: int) -> None:
    assert convert(tone(440, source), source, target).size == target


@pytest.mark.parametrize(("source", "target"), RATES)
def test_a_voice_keeps_its_level(source: int, target: int) -> None:
    heard = convert(tone(1_000, source), source, target)
    assert level(heard) == pytest.approx(10_000 / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize(("source", "target"), RATES)
def test_a_voice_keeps_its_pitch(source: int, target: int) -> None:
    spectrum = np.abs(np.fft.rfft(convert(tone(1_000, source), source, target)))
    assert int(spectrum.argmax()) == 1_000


@pytest.mark.parametrize(("source", "target", "hertz"), [(24_000, 16_000, 10_000), (24_000, 8_000, 6_000)])
def test_what_the_lower_rate_cannot_hold_is_gone(source: int, target: int, hertz: int) -> None:
    assert level(convert(tone(hertz, source), source, target)) < 10


@settings(deadline=None)
@given(st.sampled_from(RATES), st.lists(st.integers(0, 700), min_size=1, max_size=12))
def test_the_cut_of_the_chunks_is_not_heard(rates: tuple[int, int], sizes: list[int]) -> None:
    source = np.random.default_rng(7).integers(-20_000, 20_000, sum(sizes)).astype(np.int16)
    converter = RateConverter(*rates)
    ends = np.cumsum(sizes)
    chunks = [converter.feed(source[end - size : end]) for size, end in zip(sizes, ends, strict=True)]
    assert np.array_equal(np.concatenate(chunks), convert(source, *rates))


def test_the_same_rate_changes_nothing() -> None:
    samples = tone(440, 24_000)
    assert convert(samples, 24_000, 24_000) is samples
