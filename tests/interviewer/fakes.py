"""Fast engines that keep to a script, and the real server running on them."""

from __future__ import annotations

import math
from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import numpy as np

from athena.domain.interview import InterviewPlan
from athena.domain.questions import Bank
from athena.interviewer.dialogue import Call, Entry, Kind, Reply
from athena.interviewer.engines import Engines, FairPool
from athena.interviewer.faculties import Faculties, Judge
from athena.interviewer.ports import Recognised, Samples
from athena.interviewer.server import bind, listening

EMPTY_BANK = Bank("test", {})
QUESTION = "What is a left join?"
ASKED = Call("log_question_asked", {"question": QUESTION, "category": "joins", "difficulty": "beginner"})
TONE_HZ = 440
LOUD = 500


def tone(ms: int, rate: int = 24_000) -> bytes:
    """A tone as mono PCM16: what the fakes take for speech."""
    step = 2 * math.pi * TONE_HZ / rate
    return array("h", [int(9_000 * math.sin(step * n)) for n in range(rate * ms // 1_000)]).tobytes()


def hush(ms: int, rate: int = 24_000) -> bytes:
    """Silence as mono PCM16."""
    return bytes(rate * ms // 1_000 * 2)


class LoudnessVad:
    """Takes whatever is loud for speech."""

    def __init__(self) -> None:
        self.frames = 0

    def probability(self, frame: bytes) -> float:
        self.frames += 1
        return float(np.abs(np.frombuffer(frame, "<i2").astype(np.int32)).mean() > LOUD)

    def reset(self) -> None:
        self.frames = 0


class ScriptedRecogniser:
    """Hears the texts of its script one after the other, the last one again and again."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts or ("A left join keeps every row of the left table.",))
        self.heard_ms: list[int] = []
        self.prompts: list[str] = []

    def recognise(self, samples: Samples, prompt: str) -> Recognised:
        self.heard_ms.append(samples.size // 16)
        self.prompts.append(prompt)
        return Recognised(self._texts.pop(0) if len(self._texts) > 1 else self._texts[0], -0.2)


class BrokenRecogniser:
    """Never understands a word."""

    def recognise(self, samples: Samples, prompt: str) -> Recognised:
        raise RuntimeError("no model")


class ToneSynthesiser:
    """Says each character as ten milliseconds of tone."""

    def speak(self, sentence: str) -> bytes:
        return tone(10 * len(sentence))


class BrokenSynthesiser:
    """Has lost its voice."""

    def speak(self, sentence: str) -> bytes:
        raise RuntimeError("no voice")


class ScriptedJudge:
    """Greets and asks one question; thanks for the answer; has nothing to say when nothing is new."""

    def __init__(self) -> None:
        self.histories: list[tuple[Entry, ...]] = []

    def __call__(self, history: Sequence[Entry], plan: InterviewPlan, bank: Bank) -> Reply:
        self.histories.append(tuple(history))
        if not any(entry.kind is Kind.OUTPUT for entry in history):
            return Reply(("Welcome.", QUESTION), (ASKED,))
        since = [entry.kind for entry in history]
        last_said = max((i for i, kind in enumerate(since) if kind is Kind.INTERVIEWER), default=-1)
        answer = next((e for e in reversed(history[last_said + 1 :]) if e.kind is Kind.CANDIDATE), None)
        return Reply() if answer is None else Reply((f"You said: {answer.text}",))


def engines(
    recogniser: ScriptedRecogniser | BrokenRecogniser | None = None,
    synthesiser: ToneSynthesiser | BrokenSynthesiser | None = None,
) -> Engines:
    """Engines that need no model."""
    return Engines(LoudnessVad, recogniser or ScriptedRecogniser(), synthesiser or ToneSynthesiser())


@asynccontextmanager
async def interviewer(
    judge: Judge | None = None,
    ears_and_voice: Engines | None = None,
    *,
    text_only: bool = False,
    port: int = 0,
) -> AsyncIterator[str]:
    """The real server on scripted engines; gives its base URL."""
    pool = FairPool(2)
    working = None if text_only else ears_and_voice or engines()
    try:
        faculties = Faculties(judge or ScriptedJudge(), EMPTY_BANK, working, pool=pool)
        async with listening(faculties, bind("127.0.0.1", port)) as url:
            yield url
    finally:
        pool.close()
