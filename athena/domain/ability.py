"""How able a person is, judged from answers of unlike difficulty: with its uncertainty, and never a rank.

The model: the expected score of an answer is that of a two-parameter logistic item,
p = 1 / (1 + exp(-a (t - b))) for ability t, discrimination a and difficulty b. A score s in 0..1 counts as a
quasi-binomial observation: its log-likelihood is EVIDENCE * (s log p + (1 - s) log(1 - p)), so that a higher
score never lowers the estimate. The posterior over a grid, on a normal prior of standard deviation 1, gives
the mean (EAP), its deviation, intervals and the probability of each level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import exp, log1p, sqrt
from typing import NamedTuple

from athena.domain.interview import Difficulty

EVIDENCE = 2.0
"""How many right-or-wrong answers one answer scored by key points is worth."""
GRID = tuple(-4 + 0.1 * step for step in range(81))
CUTS = (-0.65, 0.65)
"""Where the levels meet: half-way between the difficulties that their labels stand for."""
LABELLED = {Difficulty.BEGINNER: -1.3, Difficulty.INTERMEDIATE: 0.0, Difficulty.ADVANCED: 1.3}
CLEAR = 0.6
"""The probability from which on the most likely level is taken as it is."""
_LEVELS = tuple(Difficulty)


class Item(NamedTuple):
    """A question's discrimination and its difficulty on the logit scale."""

    discrimination: float = 1.0
    difficulty: float = 0.0


@dataclass(frozen=True)
class Ability:
    """A posterior over ``GRID``: ``weights`` sum to 1; ``answers`` is how many it rests on."""

    weights: tuple[float, ...]
    answers: int = 0

    @cached_property
    def mean(self) -> float:
        """The expected ability."""
        return sum(weight * place for weight, place in zip(self.weights, GRID, strict=True))

    @cached_property
    def sd(self) -> float:
        """The standard deviation of the ability."""
        squares = ((place - self.mean) ** 2 for place in GRID)
        return sqrt(sum(weight * square for weight, square in zip(self.weights, squares, strict=True)))

    def interval(self, mass: float) -> tuple[float, float]:
        """Return between which two abilities the middle ``mass`` (0..1) of the posterior lies."""
        return self._quantile((1 - mass) / 2), self._quantile((1 + mass) / 2)

    @cached_property
    def chances(self) -> dict[Difficulty, float]:
        """The probability of each level, from beginner to advanced."""
        chances = dict.fromkeys(_LEVELS, 0.0)
        for weight, place in zip(self.weights, GRID, strict=True):
            chances[level_at(place)] += weight
        return chances

    @property
    def level(self) -> Difficulty:
        """The most likely level."""
        return max(_LEVELS, key=lambda level: self.chances[level])

    @property
    def straddles(self) -> bool:
        """Whether the posterior straddles a cut: no level is as likely as ``CLEAR``."""
        return self.chances[self.level] < CLEAR

    def reach(self, mass: float) -> tuple[Difficulty, Difficulty]:
        """Return the lowest and the highest level that the middle ``mass`` of the posterior touches."""
        low, high = self.interval(mass)
        return level_at(low), level_at(high)

    def _quantile(self, part: float) -> float:
        """Return the grid's place, with a straight line between its points, below which ``part`` lies."""
        below = 0.0
        for weight, place in zip(self.weights, GRID, strict=True):
            if below + weight >= part and weight > 0:
                return place + (part - below) / weight * 0.1 - 0.05
            below += weight
        return GRID[-1]


def level_at(ability: float) -> Difficulty:
    """Return the level an ability belongs to; one on a cut belongs to the higher level."""
    return _LEVELS[sum(ability >= cut for cut in CUTS)]


def estimate(answers: Iterable[tuple[Item, float]], prior_mean: float = 0.0) -> Ability:
    """Return the ability behind scores in 0..1 on items, before any answer normal around ``prior_mean``."""
    seen = list(answers)
    logs = [-((place - prior_mean) ** 2) / 2 for place in GRID]
    for item, score in seen:
        for index, place in enumerate(GRID):
            logs[index] += log_likelihood(item, score, place)
    top = max(logs)
    raw = [exp(value - top) for value in logs]
    total = sum(raw)
    return Ability(tuple(value / total for value in raw), len(seen))


def expected_score(item: Item, ability: float) -> float:
    """Return the score 0..1 that a person of this ability gets on average."""
    return 1 / (1 + exp(-item.discrimination * (ability - item.difficulty)))


def log_likelihood(item: Item, score: float, ability: float) -> float:
    """Return the quasi-log-likelihood of one score at an ability."""
    logit = item.discrimination * (ability - item.difficulty)
    return EVIDENCE * (score * logit - max(logit, 0.0) - log1p(exp(-abs(logit))))


def information(item: Item, ability: float) -> float:
    """Return how much an answer tells about an ability: the Fisher information of the model."""
    expected = expected_score(item, ability)
    return EVIDENCE * item.discrimination**2 * expected * (1 - expected)
