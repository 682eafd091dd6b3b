from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from athena.interviewer.engines import Engines, recognition_prompt
from athena.interviewer.ports import Samples
from tests.spoken import RATE, Clip, word_error_rate, words

pytestmark = pytest.mark.speech

PROMPT = recognition_prompt(
    ["left join, null, dense rank, having, union all, CTE, foreign key, index, group by"]
)


def noise(seconds: float, level: float) -> Samples:
    return np.random.default_rng(5).normal(0, level, int(seconds * RATE)).astype(np.float32)


def heard(engines: Engines, clips: list[Clip]) -> list[tuple[str, str]]:
    return [(clip.text, engines.recogniser.recognise(clip.samples, PROMPT).text) for clip in clips]


def test_clean_answers_are_understood(engines: Engines, answers: list[Clip]) -> None:
    assert word_error_rate(heard(engines, [clip for clip in answers if not clip.noisy])) < 0.03


def test_noisy_answers_are_understood(engines: Engines, answers: list[Clip]) -> None:
    assert word_error_rate(heard(engines, [clip for clip in answers if clip.noisy])) < 0.06


def test_understood_speech_is_told_with_confidence(engines: Engines, answers: list[Clip]) -> None:
    assert engines.recogniser.recognise(answers[0].samples, PROMPT).confidence > -0.5


@pytest.mark.parametrize("level", [0.0, 0.01, 0.1], ids=["silence", "noise", "loud noise"])
def test_nothing_is_made_up_where_nobody_speaks(engines: Engines, level: float) -> None:
    nothing = engines.recogniser.recognise(noise(3, level), PROMPT)
    assert nothing.text == ""
    assert nothing.confidence < -1


@pytest.mark.parametrize("samples", [0, 1, 100])
def test_hardly_any_audio_is_nothing(engines: Engines, samples: int) -> None:
    assert engines.recogniser.recognise(np.zeros(samples, np.float32), PROMPT).text == ""


def test_an_answer_longer_than_the_window_is_understood_to_its_end(
    engines: Engines, answers: list[Clip]
) -> None:
    clean = [clip for clip in answers if not clip.noisy]
    pause = np.zeros(RATE // 2, np.float32)
    samples = np.concatenate([part for clip in clean for part in (clip.samples, pause)])
    assert len(samples) > 60 * RATE
    text = engines.recogniser.recognise(samples, PROMPT).text
    assert word_error_rate([(" ".join(clip.text for clip in clean), text)]) < 0.08


def test_repeated_words_are_kept(engines: Engines) -> None:
    said = "I would join, no, I would join the orders, and then join the customers."
    pcm = np.frombuffer(engines.synthesiser.speak(said), "<i2").astype(np.float32) / 32768
    at_16k = np.interp(np.arange(0, len(pcm), 1.5), np.arange(len(pcm)), pcm).astype(np.float32)
    assert words(engines.recogniser.recognise(at_16k, PROMPT).text).count("join") == 3


def test_answers_recognised_at_once_are_those_recognised_in_turn(
    engines: Engines, answers: list[Clip]
) -> None:
    clips = answers[:4]
    in_turn = heard(engines, clips)
    fresh = [clip.samples[1:] for clip in clips]  # other audio, so that nothing is remembered
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda samples: engines.recogniser.recognise(samples, PROMPT).text, fresh))
    assert [words(text) for text in at_once] == [words(text) for _, text in in_turn]
