"""The figures of demonstration data: who can do what, when they were interviewed, and how they did.

All are drawn at once in arrays, so that a million answers take seconds. The same seed draws the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from athena.domain.interview import Category, Difficulty
from athena.domain.questions import Bank, Question

Array = NDArray[Any]
DEPARTMENTS: Final = ("Analytics", "Data Platform", "Finance", "Marketing", "Operations", "Product")
DAYS: Final = 270
_HARDER: Final = {Difficulty.BEGINNER: -1.3, Difficulty.INTERMEDIATE: 0.0, Difficulty.ADVANCED: 1.3}
_WEEKDAYS: Final = (0.19, 0.23, 0.22, 0.2, 0.13, 0.02, 0.01)
_HOURS: Final = {7: 1, 8: 5, 9: 11, 10: 14, 11: 11, 12: 4, 13: 8, 14: 13, 15: 12, 16: 9, 17: 4, 18: 2, 20: 1}
_DEPARTMENT_SHIFT: Final = (0.35, 0.6, -0.1, -0.45, -0.3, 0.05)
_TYPES_MORE: Final = (0.25, 0.45, 0.4, 0.2, 0.35, 0.3)
"""The part of the interviews taken by keyboard, by department."""
_FIELDS: Final = {
    0: (Category.JOINS, Category.AGGREGATION, Category.WINDOW_FUNCTIONS, Category.CTE, Category.SUBQUERIES),
    1: (Category.NULL_SEMANTICS, Category.TIME_AND_TEXT, Category.SET_OPERATIONS),
    2: (
        Category.INDEXING,
        Category.QUERY_OPTIMISATION,
        Category.TRANSACTIONS,
        Category.DATA_MODELLING,
        Category.DATA_CHANGE,
    ),
}
"""Skills that go together: who is good at one of a row is likely good at the others."""


@dataclass(frozen=True, slots=True)
class Items:
    """The questions that can be asked, and what decides how they are answered; one entry a question."""

    questions: tuple[Question, ...]
    category: Array
    level: Array
    difficulty: Array
    discrimination: Array
    seconds: Array


@dataclass(frozen=True, slots=True)
class Figures:
    """P people, S sessions, N questions asked; people and sessions are referred to by their index.

    ``growth`` is ability gained a month. ``score`` is 0..1, NaN where nothing was answered; ``seconds`` is
    how long the answer took. ``started`` is naive UTC to the second, in order.
    """

    ability: Array
    offsets: Array
    growth: Array
    department: Array
    person: Array
    started: Array
    level: Array
    planned: Array
    completed: Array
    by_text: Array
    in_cloud: Array
    session: Array
    ordinal: Array
    item: Array
    score: Array
    seconds: Array
    hints: Array


def items_of(bank: Bank) -> Items:
    """Return the spoken questions of a bank as items."""
    asked = tuple(question for question in bank.questions.values() if question.sql is None)
    categories, levels = list(Category), list(Difficulty)
    return Items(
        asked,
        np.array([categories.index(question.category) for question in asked], dtype=int),
        np.array([levels.index(question.difficulty) for question in asked], dtype=int),
        np.array([0.5 * question.irt[1] + 0.5 * _HARDER[question.difficulty] for question in asked]),
        np.array([question.irt[0] for question in asked]),
        np.array([question.expected_seconds for question in asked]),
    )


def draw(items: Items, people: int, sessions: int, seed: int, end: datetime) -> Figures:
    """Draw the figures of so many people and interviews over nine months up to ``end`` (naive UTC)."""
    rng = np.random.default_rng(seed)
    department = np.arange(people) % len(DEPARTMENTS)
    ability = 0.3 + np.array(_DEPARTMENT_SHIFT)[department] + _spread(rng, department)
    offsets = _offsets(rng, people)
    growth = np.maximum(0.0, rng.normal(0.12, 0.06, people))
    started = _moments(rng, sessions, end)
    person = _people_of(rng, people, sessions)
    months = (started - started.min()) / np.timedelta64(30, "D") if sessions else np.zeros(0)
    able = ability[person] + growth[person] * months
    level = np.digitize(able + rng.normal(0, 0.6, sessions), (-0.35, 1.0))
    planned = rng.choice([4, 5, 5, 6], sessions)
    completed = rng.random(sessions) > 0.09
    asked = np.where(completed, planned, 1 + (rng.random(sessions) * (planned - 1)).astype(int))
    by_text = rng.random(sessions) < np.array(_TYPES_MORE)[department[person]]
    in_cloud = ~by_text & (rng.random(sessions) < 0.4)
    session = np.repeat(np.arange(sessions), asked)
    first = np.cumsum(asked) - asked
    ordinal = np.arange(len(session)) - first[session] + 1
    item = _questions(rng, items, level, session, ordinal)
    theta = able[session] + offsets[person[session], items.category[item]]
    expected = 1 / (1 + np.exp(-1.4 * items.discrimination[item] * (theta - items.difficulty[item])))
    score = np.clip(expected + rng.normal(0, 0.16, len(item)), 0, 1).round(4)
    last_words = ~completed[session] & (ordinal == asked[session]) & (ordinal > 1)
    gone = (rng.random(len(item)) < 0.03) | last_words
    pace = np.where(by_text[session], 1.5, 0.9) * (1.15 - 0.3 * expected) * rng.lognormal(0, 0.3, len(item))
    hints = (rng.random(len(item)) < 0.4 * (1 - expected)).astype(int)
    hints += hints * (rng.random(len(item)) < 0.25)
    return Figures(
        ability=ability,
        offsets=offsets,
        growth=growth,
        department=department,
        person=person,
        started=started,
        level=level,
        planned=planned,
        completed=completed,
        by_text=by_text,
        in_cloud=in_cloud,
        session=session,
        ordinal=ordinal,
        item=item,
        score=np.where(gone, np.nan, score),
        seconds=np.clip(items.seconds[item] * pace, 6, 600).round(1),
        hints=hints,
    )


def _spread(rng: np.random.Generator, department: Array) -> Array:
    """Return how far people lie from the mean of their department."""
    own = rng.normal(0, 0.8, len(department))
    people = np.maximum(np.bincount(department), 1)
    return np.asarray(own - (np.bincount(department, own) / people)[department])


def _offsets(rng: np.random.Generator, people: int) -> Array:
    """Return (people, categories): how much better or worse than their ability people are in each."""
    shared = rng.normal(0, 0.6, (people, len(_FIELDS)))
    own = rng.normal(0, 0.3, (people, len(Category)))
    field = {category: number for number, row in _FIELDS.items() for category in row}
    return own + shared[:, [field[category] for category in Category]]


def _moments(rng: np.random.Generator, sessions: int, end: datetime) -> Array:
    """Return when interviews began: in office hours, rarely at the weekend, more of them lately."""
    days = np.datetime64(end.date()) - np.arange(DAYS - 1, -1, -1)
    weekday = (days.astype("datetime64[D]").astype(int) + 3) % 7
    weight = np.array(_WEEKDAYS)[weekday] * np.linspace(0.6, 1.4, DAYS)
    day = rng.choice(days, sessions, p=weight / weight.sum())
    hours = np.array(list(_HOURS.values())) / sum(_HOURS.values())
    hour = rng.choice(list(_HOURS), sessions, p=hours)
    second = rng.integers(0, 3600, sessions)
    at = day.astype("datetime64[s]") + (hour * 3600 + second).astype("timedelta64[s]")
    too_late = at > np.datetime64(end, "s") - np.timedelta64(3600, "s")
    return np.sort(np.where(too_late, at - np.timedelta64(86400, "s"), at))


def _people_of(rng: np.random.Generator, people: int, sessions: int) -> Array:
    """Return who took each session: everybody one if there are enough, some people many."""
    weight = rng.lognormal(0, 0.5, people)
    more = rng.choice(people, max(0, sessions - people), p=weight / weight.sum())
    return rng.permutation(np.concatenate([np.arange(people)[:sessions], more]))


def _questions(rng: np.random.Generator, items: Items, level: Array, session: Array, ordinal: Array) -> Array:
    """Return the question asked at each place: no two alike in a session, most of its own level."""
    luck = rng.random((len(level), len(items.questions)), dtype=np.float32)
    luck += np.abs(items.level[None, :] - level[:, None]).astype(np.float32) * 0.45
    most = min(len(items.questions), int(ordinal.max(initial=1)))
    best = np.argpartition(luck, most - 1, axis=1)[:, :most]
    order = np.take_along_axis(best, np.argsort(np.take_along_axis(luck, best, axis=1), axis=1), axis=1)
    return np.asarray(order[session, ordinal - 1])
