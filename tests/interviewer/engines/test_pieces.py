from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from athena.interviewer.engines.pieces import LONGEST_S, RATE, cut_in_pieces


class LoudIsSpeech:
    """Takes anything above a whisper for speech."""

    def probability(self, frame: bytes) -> float:
        return float(np.abs(np.frombuffer(frame, "<i2").astype(np.float64)).mean() > 100)

    def reset(self) -> None:
        """Has nothing to forget."""


def talking(seconds: float, *pauses: tuple[float, float]) -> NDArray[np.float32]:
    """Return noise of a voice's loudness with silence in the given stretches (seconds)."""
    samples = np.random.default_rng(1).normal(0, 0.1, int(seconds * RATE)).astype(np.float32)
    for start, end in pauses:
        samples[int(start * RATE) : int(end * RATE)] = 0
    return samples


def test_half_a_minute_is_one_piece() -> None:
    samples = talking(LONGEST_S)
    (piece,) = cut_in_pieces(samples, LoudIsSpeech)
    assert piece is samples


def test_a_long_answer_is_cut_in_its_pause() -> None:
    first, _ = cut_in_pieces(talking(40, (24.0, 25.0)), LoudIsSpeech)
    assert 24.0 < len(first) / RATE < 25.0


def test_a_pause_between_words_wins_over_a_gap_within_one() -> None:
    first, _ = cut_in_pieces(talking(40, (22.0, 22.1), (26.0, 26.6)), LoudIsSpeech)
    assert 26.0 < len(first) / RATE < 26.6


def test_an_answer_that_grows_keeps_its_first_pieces() -> None:
    samples = talking(90, (24, 25), (49, 50))
    before, after = (cut_in_pieces(samples[: seconds * RATE], LoudIsSpeech) for seconds in (70, 90))
    assert [len(piece) for piece in before[:-1]] == [len(piece) for piece in after[: len(before) - 1]]


def test_nothing_is_one_empty_piece() -> None:
    assert [len(piece) for piece in cut_in_pieces(talking(0), LoudIsSpeech)] == [0]


@pytest.mark.parametrize("seconds", [31, 59, 61, 125])
def test_no_piece_is_longer_than_the_window(seconds: int) -> None:
    assert max(len(piece) for piece in cut_in_pieces(talking(seconds), LoudIsSpeech)) <= LONGEST_S * RATE


@given(st.floats(0, 100), st.lists(st.tuples(st.floats(0, 100), st.floats(0, 3)), max_size=5))
def test_the_pieces_together_are_the_answer(seconds: float, pauses: list[tuple[float, float]]) -> None:
    samples = talking(seconds, *((start, start + length) for start, length in pauses))
    assert np.array_equal(np.concatenate(cut_in_pieces(samples, LoudIsSpeech)), samples)
