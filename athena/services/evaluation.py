"""Who judges an answer: a function from a question and the words heard to an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question
from athena.domain.scoring import score_answer

Evaluator = Callable[[Question, str], Evaluation]
Neighbours = Callable[[Question, str, Evaluation], Evaluation]
"""Moves the score of an evaluation towards what people gave like answers to the same question."""

HUMAN: Final = "human"
"""The evaluator's name where a person decided."""


def offline_evaluator(bank: Bank, neighbours: Neighbours | None = None) -> Evaluator:
    """Return the evaluator that needs no network: key points by the patterns of ``bank``.

    With ``neighbours``, answers that people graded move its score.
    """

    def evaluate(question: Question, text: str) -> Evaluation:
        given = score_answer(question, text, bank.lexicon, bank.version)
        return neighbours(question, text, given) if neighbours else given

    return evaluate
