"""The ear on recorded speech and on what is no speech, alone and with the detection of turns."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from athena.interviewer.engines import Engines
from athena.interviewer.turns import (
    FRAME_BYTES,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    TurnDetector,
    TurnEvent,
)
from tests.spoken import RATE, Clip, pcm16

pytestmark = pytest.mark.speech

SECONDS = 5


def frames(samples: NDArray[np.float32]) -> list[bytes]:
    pcm = pcm16(samples)
    return [pcm[at : at + FRAME_BYTES] for at in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES)]


def probabilities(engines: Engines, samples: NDArray[np.float32]) -> list[float]:
    vad = engines.new_vad()
    return [vad.probability(frame) for frame in frames(samples)]


def turn_events(engines: Engines, samples: NDArray[np.float32]) -> list[TurnEvent]:
    vad, detector = engines.new_vad(), TurnDetector()
    return [event for frame in frames(samples) for event in detector.feed(vad.probability(frame), frame)]


def quiet(seconds: float, noise: float = 0.0) -> NDArray[np.float32]:
    return np.random.default_rng(3).normal(0, 1, int(seconds * RATE)).astype(np.float32) * np.float32(noise)


def hum() -> NDArray[np.float32]:
    time = np.arange(SECONDS * RATE) / RATE
    return (0.05 * np.sin(2 * np.pi * 50 * time) + 0.03 * np.sin(2 * np.pi * 150 * time)).astype(np.float32)


def keyboard() -> NDArray[np.float32]:
    samples = quiet(SECONDS, 0.001)
    for at in range(2000, len(samples) - 400, 2900):
        samples[at : at + 200] += quiet(200 / RATE, 0.3) * np.linspace(1, 0, 200, dtype=np.float32)
    return samples


def test_speech_is_found_in_every_recorded_answer(engines: Engines, answers: list[Clip]) -> None:
    shares = [np.mean(np.array(probabilities(engines, clip.samples)) > 0.5) for clip in answers]
    assert min(shares) > 0.5


@pytest.mark.parametrize(
    "samples",
    [quiet(SECONDS), quiet(SECONDS, 0.003), quiet(SECONDS, 0.05), quiet(SECONDS, 0.3), hum(), keyboard()],
    ids=["silence", "faint noise", "noise", "loud noise", "mains hum", "keyboard"],
)
def test_no_turn_is_found_where_nobody_speaks(engines: Engines, samples: NDArray[np.float32]) -> None:
    assert turn_events(engines, samples) == []


def test_every_recorded_answer_is_one_turn(engines: Engines, answers: list[Clip]) -> None:
    for clip in answers:
        noise = 0.005 if clip.noisy else 0.0
        samples = np.concatenate([quiet(1, noise), clip.samples, quiet(2, noise)])
        edges = [
            type(event)
            for event in turn_events(engines, samples)
            if isinstance(event, SpeechStarted | SpeechStopped)
        ]
        assert edges == [SpeechStarted, SpeechStopped], clip.name


def test_a_turn_begins_and_ends_around_what_was_said(engines: Engines, answers: list[Clip]) -> None:
    for clip in answers:
        if clip.noisy:
            continue
        started, *_, stopped = turn_events(engines, np.concatenate([quiet(1), clip.samples, quiet(2)]))
        assert isinstance(started, SpeechStarted)
        assert isinstance(stopped, SpeechStopped)
        loud = np.flatnonzero(np.abs(clip.samples) > 0.02)
        assert started.at_ms <= 1000 + loud[0] * 1000 // RATE
        assert stopped.at_ms >= 1000 + loud[-1] * 1000 // RATE


def test_two_sentences_with_a_short_pause_are_one_turn(engines: Engines, answers: list[Clip]) -> None:
    samples = np.concatenate([quiet(1), answers[0].samples, quiet(0.6), answers[1].samples, quiet(2)])
    kinds = [type(event) for event in turn_events(engines, samples)]
    assert kinds.count(SpeechStarted) == kinds.count(SpeechStopped) == 1
    assert SpeechResumed in kinds


def test_a_session_that_is_reset_hears_as_if_new(engines: Engines, answers: list[Clip]) -> None:
    vad = engines.new_vad()
    first = [vad.probability(frame) for frame in frames(answers[0].samples)]
    vad.reset()
    assert [vad.probability(frame) for frame in frames(answers[0].samples)] == pytest.approx(first)
