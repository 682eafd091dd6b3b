"""The words to expect next, as the natural sentence that steers recognition."""

from __future__ import annotations

from collections.abc import Sequence

from athena.domain.questions import Bank, Question
from athena.interviewer.dialogue import Entry, Kind

ASKED = "log_question_asked"
_GENERAL = (
    "In this SQL interview we talk about joins, group by, having, nulls, indexes, "
    "a CTE, window functions, row number and transactions."
)


def recognition_prompt(history: Sequence[Entry], bank: Bank) -> str:
    """Return a sentence with the vocabulary of the question asked last."""
    question = question_asked(history, bank)
    return f"{_GENERAL} {question.prompt}" if question else _GENERAL


def question_asked(history: Sequence[Entry], bank: Bank) -> Question | None:
    """Return the question asked last, if it is one of the bank's."""
    calls = (entry for entry in reversed(history) if entry.kind is Kind.CALL and entry.name == ASKED)
    text = next((entry.arguments.get("question") for entry in calls), None)
    return next((question for question in bank.questions.values() if question.prompt == text), None)
