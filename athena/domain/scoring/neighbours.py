"""Answers that people graded, as evidence for another answer to the same question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Final

from athena.domain.evaluation import Evaluation, Neighbour
from athena.domain.scoring.guards import CAPS
from athena.domain.scoring.likeness import Rarity, Wording, cosine, recall, wording

MOVED: Final = "graded-neighbours"
"""The flag of an evaluation whose score was moved by answers that people graded."""
WITHIN: Final = 0.2
"""How far graded answers may move the score of a question that has a rubric."""
_NEAREST: Final = 5
_SHOWN: Final = 3
_ALIKE: Final = 0.15
_LEAST_MOVE: Final = 0.01
_PRIOR: Final = 2.0
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer a person graded 0..1; ``evaluation_id`` names the grading."""

    evaluation_id: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its wording as vectors."""

    wording: Wording
    stems: Vector
    grams: Vector
    pairs: Vector


class Space:
    """Where texts are compared: it knows how telling each word is."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn how rare words are from ``texts`` (answers and references)."""
        worded = [wording(text) for text in texts]
        self.stems = Rarity(one.stems for one in worded)
        self._grams = Rarity(one.grams for one in worded)
        self._pairs = Rarity(one.pairs for one in worded)

    def place(self, text: str) -> Placed:
        """Return a text with its vectors."""
        one = wording(text)
        return Placed(
            one, self.stems.vector(one.stems), self._grams.vector(one.grams), self._pairs.vector(one.pairs)
        )


def likeness(one: Placed, other: Placed) -> float:
    """Return how alike two texts are, 0..1; one that denies and one that does not are less alike."""
    alike = (
        0.5 * cosine(one.stems, other.stems)
        + 0.35 * cosine(one.grams, other.grams)
        + 0.15 * cosine(one.pairs, other.pairs)
    )
    return alike * (0.85 if bool(one.wording.denials) != bool(other.wording.denials) else 1.0)


def features(
    answer: Placed,
    prompt: Placed,
    reference: Placed,
    rubric_score: float,
    graded: Sequence[tuple[float, float]],
    usual: float,
    space: Space,
) -> tuple[float, ...]:
    """Return what is known of an answer, as numbers a model is trained on.

    ``graded`` has likeness and score of every graded answer to the question (this one left out), ``usual``
    is the mean score over all questions.
    """
    said = answer.wording
    wanted = {name: n for name, n in reference.wording.stems.items() if name not in prompt.wording.stems}
    return (
        rubric_score,
        recall(reference.wording.stems, said.stems, space.stems),
        recall(wanted or reference.wording.stems, said.stems, space.stems),
        recall(said.stems, reference.wording.stems, space.stems),
        cosine(answer.stems, reference.stems),
        cosine(answer.pairs, reference.pairs),
        cosine(answer.grams, reference.grams),
        cosine(answer.stems, prompt.stems),
        recall(said.stems, prompt.wording.stems, space.stems),
        math.log1p(said.length),
        math.log1p(len(said.stems)) - math.log1p(len(reference.wording.stems)),
        math.log1p(reference.wording.length),
        float(bool(said.denials) != bool(reference.wording.denials)),
        *_around(graded, usual),
    )


def _around(graded: Sequence[tuple[float, float]], usual: float) -> tuple[float, ...]:
    """Return what the graded answers say: their mean, that of the nearest, and how near good and bad are."""
    scores = [score for _, score in graded]
    mean = (sum(scores) + _PRIOR * usual) / (len(scores) + _PRIOR)
    nearest = sorted(graded, reverse=True)[:_NEAREST]
    first = nearest[0] if nearest else (0.0, mean)
    good = max((alike for alike, score in graded if score >= mean), default=0.0)
    bad = max((alike for alike, score in graded if score < mean), default=0.0)
    return (
        mean,
        math.sqrt(fmean((score - mean) ** 2 for score in scores)) if scores else 0.0,
        min(scores, default=mean),
        _weighted(nearest, mean, 2),
        _weighted(graded, mean, 4),
        first[0],
        first[0] * (first[1] - mean),
        good - bad,
        sum(alike for alike, _ in nearest) / _NEAREST,
    )


def _weighted(graded: Sequence[tuple[float, float]], mean: float, power: int) -> float:
    """Return the mean of the scores by likeness, drawn to ``mean`` where nothing is alike."""
    weights = [alike**power for alike, _ in graded]
    prior = 0.15**power
    total = sum(weight * score for weight, (_, score) in zip(weights, graded, strict=True))
    return (total + prior * mean) / (sum(weights) + prior)


def moved(
    evaluation: Evaluation, expected: float, near: Sequence[tuple[float, Graded]], within: float = WITHIN
) -> Evaluation:
    """Return the evaluation with its score moved towards ``expected``, and the graded answers that did it.

    The move is at most ``within``, never above the cap of a guard, and only downwards where a wrong claim was
    found. So it is where a guard left something out, unless ``within`` is 1: there is no rubric of its own.
    The verdicts stay.
    """
    before = evaluation.score
    if before is None or not near:
        return evaluation
    held = evaluation.misconceptions or (evaluation.flags and within < 1)
    most = before if held else before + within
    cap = min((CAPS[flag] for flag in evaluation.flags if flag in CAPS), default=1.0)
    score = round(min(max(expected, before - within, 0.0), most, cap), 4)
    if abs(score - before) < _LEAST_MOVE:
        return evaluation
    alike = sorted(near, key=lambda one: -one[0])
    shown = [one for one in alike if one[0] >= _ALIKE][:_SHOWN] or alike[:1]
    neighbours = tuple(Neighbour(g.evaluation_id, g.text, g.score, round(a, 4)) for a, g in shown)
    return replace(evaluation, score=score, flags=(*evaluation.flags, MOVED), neighbours=neighbours)
