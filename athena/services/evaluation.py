"""Who judges an answer: a function from a question and the words heard to an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question
from athena.domain.scoring import score_answer

Evaluator = Callable[[Question, str], Evaluation]
HUMAN: Final = "human"
"""The evaluator's name where a person decided."""


def offline_evaluator(bank: Bank) -> Evaluator:
    """Return the evaluator that needs no network: key points by the patterns of ``bank``."""

    def evaluate(question: Question, text: str) -> Evaluation:
        return score_answer(question, text, bank.lexicon, bank.version)

    return evaluate
