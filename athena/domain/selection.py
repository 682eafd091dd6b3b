"""Which question comes next: mostly at the interview's level, no category twice in a row, by the seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from athena.domain.interview import Category, Difficulty, InterviewPlan
from athena.domain.questions import Bank, Question, QuestionType

_LEVELS = tuple(Difficulty)
_STRONG = 0.8
_WEAK = 0.3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked and how it went: 0..1, or None when it was not assessed."""

    question: Question
    score: float | None = None


def available(bank: Bank, plan: InterviewPlan) -> tuple[Question, ...]:
    """Return the questions an interview by voice may ask: spoken ones of the plan's categories."""
    return tuple(
        question
        for question in bank.questions.values()
        if question.type is QuestionType.SPOKEN
        and (not plan.categories or question.category in plan.categories)
    )


def next_question(bank: Bank, plan: InterviewPlan, asked: Sequence[Asked]) -> Question | None:
    """Return the next question, or None when as many were asked as planned or none is left."""
    used = {past.question.id for past in asked}
    left = [question for question in available(bank, plan) if question.id not in used]
    remaining = plan.question_count - len(asked)
    if remaining <= 0 or not left:
        return None
    last = asked[-1].question.category if asked else None
    fresh = _without_dead_ends(left, last, remaining)
    best = min(_fitness(question, plan, asked) for question in fresh)
    equal = [question for question in fresh if _fitness(question, plan, asked) == best]
    return min(equal, key=lambda question: _lot(plan.seed, question.id))


def wanted_level(plan: InterviewPlan, asked: Sequence[Asked]) -> Difficulty:
    """Return the level to ask at: one step up after a strong answer at the level, one down after a weak one.

    After a step the interview returns to its level, so that most questions are asked there.
    """
    home = _LEVELS.index(plan.level)
    if not asked or asked[-1].score is None or asked[-1].question.difficulty is not plan.level:
        return plan.level
    step = (asked[-1].score >= _STRONG) - (asked[-1].score < _WEAK)
    return _LEVELS[min(len(_LEVELS) - 1, max(0, home + step))]


def _without_dead_ends(left: list[Question], last: Category | None, remaining: int) -> list[Question]:
    """Keep the questions after which the rest can still alternate; all but the last category's otherwise."""
    other = [question for question in left if question.category is not last] or left
    stock = Counter(question.category for question in left)
    goal = min(remaining, len(left)) - 1
    open_ended = [q for q in other if _alternates(stock - Counter({q.category: 1}), q.category, goal)]
    return open_ended or other


def _alternates(stock: Counter[Category], last: Category, length: int) -> bool:
    """Whether ``length`` more questions fit with no category twice in a row, the first one not ``last``."""
    most = {category: (length + (category is not last)) // 2 for category in stock}
    return sum(min(count, most[category]) for category, count in stock.items()) >= length


def _fitness(question: Question, plan: InterviewPlan, asked: Sequence[Asked]) -> tuple[int, int, int]:
    """Return how badly a question fits, the smaller the better: level first, then balance of categories."""
    wanted = _LEVELS.index(wanted_level(plan, asked))
    home = _LEVELS.index(plan.level)
    own = _LEVELS.index(question.difficulty)
    times = _times(question.category, (past.question for past in asked))
    return abs(own - wanted), times, abs(own - home)


def _times(category: Category, questions: Iterable[Question]) -> int:
    return sum(question.category is category for question in questions)


def _lot(seed: int, question_id: str) -> bytes:
    return hashlib.sha256(f"{seed}:{question_id}".encode()).digest()
