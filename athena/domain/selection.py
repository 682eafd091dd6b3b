"""Which question comes next: the one that tells most, or the same for all; no category twice in a row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from athena.domain.ability import LABELLED, Item, estimate, information
from athena.domain.interview import Category, Difficulty, InterviewPlan, Selection
from athena.domain.questions import Bank, Question, QuestionType

_LEVELS = tuple(Difficulty)
_MOST_INFORMATIVE = 5  # questions among which the seed chooses, so that interviews differ
_NEARLY = 0.85  # of what the best question tells, which the others of these tell at least
_FEWEST_SCORED = 3  # answers without which every level is open anyway


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked and how it went: 0..1, or None when it was not assessed."""

    question: Question
    score: float | None = None


def available(bank: Bank, plan: InterviewPlan) -> tuple[Question, ...]:
    """Return the questions of the plan's categories that an interview may ask.

    Those that are answered by a query are among them when the plan has any.
    """
    kinds = set(QuestionType) if plan.pad else {QuestionType.SPOKEN}
    return tuple(
        question
        for question in bank.questions.values()
        if question.type in kinds and (not plan.categories or question.category in plan.categories)
    )


def length(bank: Bank, plan: InterviewPlan) -> int:
    """Return how many questions an interview has: as planned, or as many as the bank gives."""
    kinds = Counter(question.type for question in available(bank, plan))
    typed = min(kinds[QuestionType.SQL], len(_typed_places(plan)))
    return min(plan.question_count, kinds[QuestionType.SPOKEN] + typed)


def next_question(bank: Bank, plan: InterviewPlan, asked: Sequence[Asked]) -> Question | None:
    """Return the next question, or None when as many were asked as planned or none is left.

    An adaptive interview balances the categories and takes one of the questions that tell most about the
    person; a fixed one asks everybody the same. The seed decides what is left open. As many questions as the
    plan says are answered by a query, spread evenly and never the first.
    """
    return _chosen(bank, plan, asked, plan.question_count - len(asked))


def extra_question(bank: Bank, plan: InterviewPlan, asked: Sequence[Asked]) -> Question | None:
    """Return the one question to offer when all planned ones were asked and the level is still open."""
    scored = sum(past.score is not None for past in asked)
    if not (
        plan.extra_question and plan.selection is Selection.ADAPTIVE and len(asked) == plan.question_count
    ):
        return None
    if scored < _FEWEST_SCORED or not estimate(_answers(plan, asked)).straddles:
        return None
    return _chosen(bank, plan, asked, 1)


def item_of(question: Question, plan: InterviewPlan) -> Item:
    """Return the question's item parameters: the refitted ones of the plan, otherwise those of its label."""
    return _refitted(plan.items).get(question.id) or labelled(question)


def labelled(question: Question) -> Item:
    """Return what the bank says of a question nobody has answered yet.

    Its discrimination is 1: a guess of it is no evidence, and would have the same few questions asked always.
    """
    return Item(1.0, question.irt[1])


@lru_cache(maxsize=16)
def _refitted(items: tuple[tuple[str, float, float], ...]) -> dict[str, Item]:
    return {name: Item(discrimination, difficulty) for name, discrimination, difficulty in items}


def _chosen(bank: Bank, plan: InterviewPlan, asked: Sequence[Asked], remaining: int) -> Question | None:
    used = {past.question.id for past in asked}
    left = [question for question in available(bank, plan) if question.id not in used]
    if remaining <= 0 or not left:
        return None
    last = asked[-1].question.category if asked else None
    pool, ahead = _of_the_kind_due(left, plan, asked, remaining)
    if not pool:
        return None
    fresh = _without_dead_ends(pool, last, ahead)
    fitting = _same_for_all if plan.selection is Selection.FIXED else _informative
    return min(fitting(fresh, plan, asked), key=lambda question: _lot(plan.seed, question.id))


def _of_the_kind_due(
    left: list[Question], plan: InterviewPlan, asked: Sequence[Asked], remaining: int
) -> tuple[list[Question], int]:
    """Return the questions of the kind whose turn it is, and for how many of them to look ahead."""
    spoken = [question for question in left if question.type is QuestionType.SPOKEN]
    typed = [question for question in left if question.type is QuestionType.SQL]
    places = _typed_places(plan)
    owed = len(places) - sum(past.question.type is QuestionType.SQL for past in asked)
    due = owed > sum(place > len(asked) for place in places)
    if owed > 0 and typed and asked and (due or not spoken):
        return typed, 1
    return spoken, max(1, remaining - max(0, owed))


def _typed_places(plan: InterviewPlan) -> list[int]:
    """Return after how many questions each of those comes that are answered by a query."""
    count = min(plan.sql_questions, plan.question_count - 1)
    return [number * plan.question_count // (count + 1) for number in range(1, count + 1)]


def _same_for_all(pool: list[Question], plan: InterviewPlan, asked: Sequence[Asked]) -> list[Question]:
    """Keep the questions nearest to the interview's level, and of those the fields asked least."""
    home = _LEVELS.index(plan.level)
    nearest = min(abs(_LEVELS.index(question.difficulty) - home) for question in pool)
    at_level = [q for q in pool if abs(_LEVELS.index(q.difficulty) - home) == nearest]
    return _least_asked(at_level, asked)


def _informative(pool: list[Question], plan: InterviewPlan, asked: Sequence[Asked]) -> list[Question]:
    """Keep the few questions of the fields asked least that tell most, each nearly as much as the best."""
    balanced = _least_asked(pool, asked)
    ability = estimate(_answers(plan, asked), LABELLED[plan.level]).mean
    told = {question.id: information(item_of(question, plan), ability) for question in balanced}
    best = max(told.values())
    ranked = sorted(balanced, key=lambda question: (-told[question.id], _lot(plan.seed, question.id)))
    return [question for question in ranked[:_MOST_INFORMATIVE] if told[question.id] >= _NEARLY * best]


def _answers(plan: InterviewPlan, asked: Sequence[Asked]) -> list[tuple[Item, float]]:
    return [(item_of(past.question, plan), past.score) for past in asked if past.score is not None]


def _least_asked(pool: list[Question], asked: Sequence[Asked]) -> list[Question]:
    times = Counter(past.question.category for past in asked)
    fewest = min(times[question.category] for question in pool)
    return [question for question in pool if times[question.category] == fewest]


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


def _lot(seed: int, question_id: str) -> bytes:
    return hashlib.sha256(f"{seed}:{question_id}".encode()).digest()
