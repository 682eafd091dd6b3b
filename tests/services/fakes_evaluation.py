"""Evaluators for tests that look at when and how often an answer is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Question
from tests.services.small import JOINS, OFFLINE


class RecordingEvaluator:
    """The offline evaluator, with a note of every text it was given and a version that can be raised."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.version = "1"

    def __call__(self, question: Question, text: str) -> Evaluation:
        self.texts.append(text)
        return replace(OFFLINE(question, text), evaluator_version=self.version)


class InterruptedEvaluator:
    """The offline evaluator; while it judges ``on`` for the first time, ``meanwhile`` happens."""

    def __init__(self) -> None:
        self.on = JOINS
        self.meanwhile: Callable[[], None] | None = None

    def __call__(self, question: Question, text: str) -> Evaluation:
        if self.meanwhile and question is self.on:
            happening, self.meanwhile = self.meanwhile, None
            happening()
        return OFFLINE(question, text)
