"""How the bank's questions do: every question, asked or not, with its figures and what stands out."""

from __future__ import annotations

from dataclasses import dataclass

from athena.domain.insights import Flag, flags_of
from athena.domain.interview import Category, Difficulty
from athena.domain.questions import Bank, Question
from athena.services.insights import Figure


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """One question's figures; shares and scores are 0..1, None where there is nothing to compute them from.

    ``discrimination`` is the correlation of its score with the mean of the same session's other answers.
    """

    question_id: str
    text: str
    category: Category
    difficulty: Difficulty
    asked: int
    answers: int
    score: float | None
    discrimination: float | None
    response_s: float | None
    hinted: float | None
    flags: tuple[Flag, ...]


def question_uses(bank: Bank, figure: Figure) -> list[QuestionUse]:
    """Return the questions of the bank that is in use now, in its order, with ``Insights.questions``."""
    found = {str(row["bank_question_id"]): row for row in figure.records()}
    return [_use(question, found.get(question.id, {})) for question in bank.questions.values()]


def _use(question: Question, row: dict[str, object]) -> QuestionUse:
    answers, score, discrimination = _whole(row.get("answers")), _number(row.get("score")), None
    if "discrimination" in row:
        discrimination = _number(row["discrimination"])
    return QuestionUse(
        question.id,
        question.prompt,
        question.category,
        question.difficulty,
        _whole(row.get("asked")),
        answers,
        score,
        discrimination,
        _number(row.get("response_s")),
        _number(row.get("hinted")),
        flags_of(answers, score, discrimination),
    )


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
