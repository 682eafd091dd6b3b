"""The words of demonstration data: names, roles, and answers of every quality with their evaluations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question
from athena.services.evaluation import offline_evaluator

ROLES: Final = {
    "Analytics": ("Data analyst", "Senior data analyst", "Analytics engineer"),
    "Data Platform": ("Data engineer", "Senior data engineer", "Database administrator"),
    "Finance": ("Financial analyst", "Controller", "Reporting specialist"),
    "Marketing": ("Campaign analyst", "Marketing analyst", "CRM specialist"),
    "Operations": ("Supply planner", "Operations analyst", "Process specialist"),
    "Product": ("Product analyst", "Product manager", "Data scientist"),
}
_FIRST: Final[str] = (
    "Amara Bruno Chiara Daniel Elif Farid Grace Hana Ines Jonas Katarina Liam Maya Noah Olivia Priya Quentin "
    "Rosa Samir Tessa Umar Vera Wei Ximena Yusuf Zofia Anders Beatriz Cedric Dina"
)
_LAST: Final[str] = (
    "Okafor Silva Rossi Weber Demir Haddad Mensah Sato Costa Lindqvist Horvat Byrne Patel Fischer Dubois "
    "Sharma Laurent Moreno Aziz Jansen Khan Petrova Chen Ramos Kaya Nowak Berg Alves Martin Levy"
)
_NOT_TRIED: Final = frozenset({"attack"})


@dataclass(frozen=True, slots=True)
class GradedText:
    """An answer and what the offline scorer really says about it."""

    score: float
    text: str
    evaluation: Evaluation


def name_of(number: int) -> str:
    """Return the name of the ``number``-th person (from 0); 900 differ, then they get a number."""
    first, last = _FIRST.split(), _LAST.split()
    turn = number // len(first)
    name = f"{first[number % len(first)]} {last[(number * 7 + turn) % len(last)]}"
    again = number // (len(first) * len(last))
    return f"{name} {again + 1}" if again else name


def role_of(department: str, number: int) -> str:
    """Return the role of the ``number``-th person of a department."""
    return ROLES[department][number % len(ROLES[department])]


class AnswerBook:
    """Answers to every question that was asked of it, each judged once."""

    def __init__(self, bank: Bank) -> None:
        self._evaluate = offline_evaluator(bank)
        self._graded: dict[str, list[GradedText]] = {}

    def answer(self, question: Question, score: float, luck: int) -> GradedText:
        """Return one of the two answers whose scores are nearest to ``score``; ``luck`` picks."""
        graded = self._of(question)
        at = bisect_left(graded, score, key=lambda one: one.score)
        near = sorted(graded[max(0, at - 3) : at + 3], key=lambda one: abs(one.score - score))
        best = abs(near[0].score - score)
        close = [one for one in near if abs(one.score - score) <= best + 0.08]
        return close[luck % len(close)]

    def _of(self, question: Question) -> list[GradedText]:
        if question.id not in self._graded:
            judged = [(text, self._evaluate(question, text)) for text in _texts(question)]
            known = [GradedText(e.score, text, e) for text, e in judged if e.score is not None]
            self._graded[question.id] = sorted(known, key=lambda one: (one.score, one.text))
        return self._graded[question.id]


def _texts(question: Question) -> list[str]:
    """Return answers from none of the key points to all of them."""
    samples = [sample.text for sample in question.samples if not _NOT_TRIED & set(sample.tags)]
    said = [point.exemplars[0] for point in question.key_points if point.exemplars]
    grown = [". And ".join(said[:number]) for number in range(1, len(said) + 1)]
    return list(dict.fromkeys([*samples, *grown, *said[1:], question.reference_answer]))
