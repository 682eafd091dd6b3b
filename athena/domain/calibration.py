"""Item parameters refitted from stored answers: marginal likelihood by EM, over the grid of ``ability``.

People are taken as normal around 0 with deviation 1. Discrimination and difficulty are drawn towards 1 and
towards what they were (the parameters ``known``), so that few answers move them little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from athena.domain.ability import EVIDENCE, GRID, Item, estimate

MINIMUM = 30
"""The fewest answers to a question that move its parameters."""
_ROUNDS = 30
_STILL = 5e-3  # a step of EM in which no parameter moves more than this is the last
_STEPS = 8
_SPREAD_OF_SLOPE = 0.25
_SPREAD_OF_SHIFT = 0.8
_SLOPES = (0.3, 2.5)
_DIFFICULTIES = (-4.0, 4.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """One assessed answer: whose it is (a session will do), to which question, and its score 0..1."""

    person: str
    question_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A question's refitted parameters and the number of answers behind them."""

    question_id: str
    item: Item
    answers: int


def fit(answers: Iterable[Answer], known: Mapping[str, Item], minimum: int = MINIMUM) -> list[Fit]:
    """Refit every known question with at least ``minimum`` answers; the others stay and help to place people.

    Answers to questions that are not ``known`` are left out. Sorted by question id.
    """
    seen = [answer for answer in answers if answer.question_id in known]
    counts: dict[str, int] = defaultdict(int)
    for answer in seen:
        counts[answer.question_id] += 1
    movable = {name: known[name] for name in sorted(counts) if counts[name] >= minimum}
    fitted = _expectation_maximisation(seen, known, movable) if movable else {}
    return [Fit(name, item, counts[name]) for name, item in fitted.items()]


def _expectation_maximisation(
    answers: Sequence[Answer], known: Mapping[str, Item], movable: Mapping[str, Item]
) -> dict[str, Item]:
    people: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        people[answer.person].append(answer)
    items = dict(known)
    for _ in range(_ROUNDS):
        tables = _expected_answers(list(people.values()), items, movable)
        moved = {name: _refitted(tables[name], items[name], movable[name]) for name in movable}
        change = max(abs(x - y) for name in movable for x, y in zip(moved[name], items[name], strict=True))
        items |= moved
        if change < _STILL:
            break
    return {name: items[name] for name in movable}


Table = tuple[list[float], list[float]]
"""How many answers are expected at each place of the grid, and the sum of their scores."""


def _expected_answers(
    people: Sequence[Sequence[Answer]], items: Mapping[str, Item], movable: Mapping[str, Item]
) -> dict[str, Table]:
    """Spread each person's answers over the grid by where that person probably stands."""
    tables: dict[str, Table] = {name: ([0.0] * len(GRID), [0.0] * len(GRID)) for name in movable}
    for answers in people:
        weights = estimate((items[answer.question_id], answer.score) for answer in answers).weights
        for answer in answers:
            if answer.question_id in tables:
                counts, scores = tables[answer.question_id]
                for index, weight in enumerate(weights):
                    counts[index] += weight
                    scores[index] += weight * answer.score
    return tables


def _refitted(table: Table, now: Item, known: Item) -> Item:
    """Climb to the best slope and shift of the logit (Newton, concave), drawn towards what was known."""
    slope, shift = now.discrimination, -now.discrimination * now.difficulty
    centre = (1.0, -known.difficulty)
    for _ in range(_STEPS):
        slope, shift = _newton_step(table, slope, shift, centre)
    slope = min(max(slope, _SLOPES[0]), _SLOPES[1])
    return Item(slope, min(max(-shift / slope, _DIFFICULTIES[0]), _DIFFICULTIES[1]))


def _newton_step(
    table: Table, slope: float, shift: float, centre: tuple[float, float]
) -> tuple[float, float]:
    up_slope = -(slope - centre[0]) / _SPREAD_OF_SLOPE**2
    up_shift = -(shift - centre[1]) / _SPREAD_OF_SHIFT**2
    bend = [1 / _SPREAD_OF_SLOPE**2, 0.0, 1 / _SPREAD_OF_SHIFT**2]
    for place, count, score in zip(GRID, *table, strict=True):
        expected = 1 / (1 + exp(-(slope * place + shift)))
        miss, curve = EVIDENCE * (score - count * expected), EVIDENCE * count * expected * (1 - expected)
        up_slope, up_shift = up_slope + miss * place, up_shift + miss
        bend = [bend[0] + curve * place**2, bend[1] + curve * place, bend[2] + curve]
    determinant = bend[0] * bend[2] - bend[1] ** 2
    steps = (
        (bend[2] * up_slope - bend[1] * up_shift) / determinant,
        (bend[0] * up_shift - bend[1] * up_slope) / determinant,
    )
    brake = min(1.0, 2.0 / max(sqrt(steps[0] ** 2 + steps[1] ** 2), 1e-12))
    return slope + brake * steps[0], shift + brake * steps[1]
