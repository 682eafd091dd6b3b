"""How well and how fast the embedded interviewer hears, and how soon it speaks.

Run with ``python -m tests.benchmarks.recognition`` from the project's folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from athena.domain.term_correction import correct_terms
from athena.interviewer.engines import Engines, EngineSettings, FairPool, load_engines
from athena.interviewer.engines.models import vad_file, whisper_folder
from athena.interviewer.engines.vad import SileroVad
from athena.interviewer.engines.whisper import WhisperRecogniser
from athena.interviewer.ports import Recogniser
from tests.spoken import Clip, clips, word_error_rate

PROMPT = (
    "In this SQL interview we talk about row number, dense rank, lag, having, nulls, a CTE, count star,"
    " coalesce, left join, union all, truncate and varchar."
)
SENTENCES = (
    "Okay.",
    "Good, thank you.",
    "What would change if two orders had the same date?",
    "A customer can have no orders at all; how would you list those customers?",
)


def main() -> None:
    """Print the tables."""
    started = time.perf_counter()
    engines = load_engines(EngineSettings(threads=2))
    print(f"models checked, loaded and warm in {time.perf_counter() - started:.1f} s\n")
    _recognition()
    _speaking(engines.synthesiser.speak)
    _together(engines)


def _recogniser(beam_size: int, correct: Callable[[str], str]) -> Recogniser:
    return WhisperRecogniser(whisper_folder(), lambda: SileroVad(vad_file()), 2, 1, correct, beam_size)


def _recognition() -> None:
    everything = clips()
    print(f"{'word error rate':<40}{'clean':>8}{'noise':>8}{'RTF':>8}{'median s':>10}")
    for name, beam_size, correct, prompt in (
        ("beam 1, no prompt, no correction", 1, str, ""),
        ("beam 5, no prompt, no correction", 5, str, ""),
        ("beam 5, prompt, no correction", 5, str, PROMPT),
        ("beam 1, no prompt, correction", 1, correct_terms, ""),
        ("beam 5, prompt, correction (as used)", 5, correct_terms, PROMPT),
    ):
        recogniser = _recogniser(beam_size, correct)
        heard, taken = _heard(recogniser, prompt, everything)
        rates = [
            word_error_rate((clip.text, text) for clip, text in heard if clip.noisy is noisy)
            for noisy in (False, True)
        ]
        speed = sum(taken) / sum(clip.seconds for clip in everything)
        print(f"{name:<40}{rates[0]:>8.1%}{rates[1]:>8.1%}{speed:>8.2f}{median(taken):>10.2f}")
    for clip, text in heard:
        if word_error_rate([(clip.text, text)]):
            print(f"  {clip.name}: {text}")


def _heard(
    recogniser: Recogniser, prompt: str, everything: list[Clip]
) -> tuple[list[tuple[Clip, str]], list[float]]:
    recogniser.recognise(everything[0].samples[:8000], prompt)
    heard, taken = [], []
    for clip in everything:
        started = time.perf_counter()
        heard.append((clip, recogniser.recognise(clip.samples, prompt).text))
        taken.append(time.perf_counter() - started)
    return heard, taken


def _speaking(speak: Callable[[str], bytes]) -> None:
    print(f"\n{'first audio of a sentence (median of 5)':<76}{'ms':>6}{'RTF':>8}")
    for sentence in SENTENCES:
        taken = []
        for _ in range(5):
            started = time.perf_counter()
            pcm = speak(sentence)
            taken.append(time.perf_counter() - started)
        print(f"{sentence:<76}{median(taken) * 1000:>6.0f}{median(taken) / (len(pcm) / 48_000):>8.2f}")


def _together(engines: Engines) -> None:
    """Several candidates stop speaking at the same moment: when does each hear the first sentence?"""
    answers = [clip for clip in clips() if not clip.noisy]
    print(f"\n{'interviews answered at once':<40}{'first audio: median s':>24}{'worst s':>10}")
    for interviews in (1, 2, 4, 8):
        pool, waits = FairPool(2), []
        for round_no in range(4):
            chosen = [answers[(round_no + number) % len(answers)] for number in range(interviews)]
            waits += _answer_all(engines, pool, chosen, round_no)
        pool.close()
        print(f"{interviews:<40}{median(waits):>24.2f}{max(waits):>10.2f}")


def _answer_all(engines: Engines, pool: FairPool, chosen: list[Clip], round_no: int) -> list[float]:
    started = time.perf_counter()

    def answer(clip: Clip) -> float:
        engines.recogniser.recognise(clip.samples[round_no + 1 :], PROMPT)  # not remembered from before
        engines.synthesiser.speak(SENTENCES[1])
        return time.perf_counter() - started

    jobs = [pool.submit(f"interview {number}", partial(answer, clip)) for number, clip in enumerate(chosen)]
    return [job.result() for job in jobs]


if __name__ == "__main__":
    main()
