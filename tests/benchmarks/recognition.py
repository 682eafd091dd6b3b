"""How well and how fast the embedded interviewer hears, and how soon it speaks.

Run with ``python -m tests.benchmarks.recognition`` from the project's folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from athena.domain.term_correction import correct_terms
from athena.interviewer.engines import EngineSettings, load_engines
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


if __name__ == "__main__":
    main()
