"""The words to expect next, as the sentence that steers recognition."""

from __future__ import annotations

from collections.abc import Sequence

from athena.domain.questions import Bank, Question
from athena.domain.scoring.terms import terms
from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.engines import recognition_prompt

ASKED = "log_question_asked"


def expected_words(history: Sequence[Entry], bank: Bank) -> str:
    """Return a sentence with the vocabulary of the question asked last, or of SQL in general."""
    question = question_asked(history, bank)
    return recognition_prompt(terms(question) if question else ())


def question_asked(history: Sequence[Entry], bank: Bank) -> Question | None:
    """Return the question asked last, if it is one of the bank's."""
    calls = (entry for entry in reversed(history) if entry.kind is Kind.CALL and entry.name == ASKED)
    text = next((entry.arguments.get("question") for entry in calls), None)
    return next((question for question in bank.questions.values() if question.prompt == text), None)
