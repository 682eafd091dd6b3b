"""What graded answers teach: a model of people's scores, trained on the graded answers of all questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from athena.domain.derived_rubric import is_derived
from athena.domain.evaluation import Evaluation
from athena.domain.questions import Question
from athena.domain.scoring.clauses import flat, sentences, without
from athena.domain.scoring.injection import injected
from athena.domain.scoring.neighbours import WITHIN, Graded, Placed, Space, features, likeness, moved
from athena.domain.scoring.reading import fair_parts, read
from athena.domain.scoring.traced import trace
from athena.services.regression import Array, Regression

Score = Callable[[Question, str], float]
"""The rubric's score of an answer, 0..1."""

_RIDGE: Final = 0.4
_FEW_HERE: Final = 2.0
_FEW_ALL: Final = 12.0
_MOST: Final = 4_000
_LONGEST: Final = 20_000


@dataclass(frozen=True)
class _Taught:
    """The graded answers of one question, placed, with what the model needs to compare with them."""

    question: Question
    graded: tuple[Graded, ...]
    prompt: Placed
    reference: Placed
    placed: tuple[Placed, ...]
    alike: Array
    inverse: Array

    @property
    def scores(self) -> Array:
        """Return the scores people gave."""
        return np.array([one.score for one in self.graded])


class GradedModel:
    """Expects what a person would give an answer, from answers that people graded."""

    def __init__(self, answers: Sequence[tuple[Question, Sequence[Graded]]], rubric_score: Score) -> None:
        """Learn from graded answers by question; of more than 4,000 the first ones of each question."""
        share = _MOST / max(_MOST, sum(len(graded) for _, graded in answers))
        kept = [(q, graded[: max(1, int(len(graded) * share))]) for q, graded in answers if graded]
        texts = [one.text for _, graded in kept for one in graded]
        self._space = Space([*texts, *(text for q, _ in kept for text in (q.prompt, q.reference_answer))])
        self._all = len(texts)
        scores = [one.score for _, graded in kept for one in graded]
        self._usual = float(np.mean(scores)) if scores else 0.0
        self._taught = {q.id: self._placed(q, graded) for q, graded in kept}
        rows = [row for taught in self._taught.values() for row in self._lessons(taught, rubric_score)]
        self._regression = Regression(np.array(rows), np.array(scores)) if rows else None

    def expected(self, question: Question, text: str, rubric_score: float) -> float:
        """Return the score (0..1) a person would probably give.

        It is the rubric's own score where nothing is graded, and near it where little is. Where nobody wrote
        a rubric it is the model's own as soon as answers enough are graded.
        """
        taught = self._taught.get(question.id)
        if taught is None:
            return rubric_score
        here, every = len(taught.graded), self._all
        trust = every / (every + _FEW_ALL) * (1.0 if is_derived(question) else here / (here + _FEW_HERE))
        return rubric_score + trust * (self.predicted(question, text, rubric_score) - rubric_score)

    def predicted(self, question: Question, text: str, rubric_score: float) -> float:
        """Return what the model says by itself (0..1), be the question among the graded ones or not."""
        if self._regression is None:
            return rubric_score
        taught = self._taught.get(question.id) or self._placed(question, ())
        placed = self._space.place(text)
        alike = np.array([likeness(placed, other) for other in taught.placed])
        row = self._row(taught, placed, rubric_score, alike, taught.scores, self._kernel(taught, alike))
        return float(np.clip(self._regression.predict(np.array([row]))[0], 0.0, 1.0))

    def moved(self, question: Question, text: str, given: Evaluation) -> Evaluation:
        """Return an evaluation with its score moved by the graded answers of its question.

        The move is bounded, unless nobody wrote a rubric for the question.
        """
        taught = self._taught.get(question.id)
        if taught is None or given.score is None:
            return given
        derived = is_derived(question)
        fair = _answering(text) if derived else _fair(question, text)
        if not fair:
            return given
        placed = self._space.place(fair)
        near = [
            (likeness(placed, other), one) for other, one in zip(taught.placed, taught.graded, strict=True)
        ]
        return moved(given, self.expected(question, fair, given.score), near, 1.0 if derived else WITHIN)

    def _placed(self, question: Question, graded: Sequence[Graded]) -> _Taught:
        placed = tuple(self._space.place(one.text) for one in graded)
        alike = np.eye(len(placed))
        for (i, one), (j, other) in combinations(enumerate(placed), 2):
            alike[i, j] = alike[j, i] = likeness(one, other)
        inverse = np.asarray(np.linalg.inv(alike + _RIDGE * np.eye(len(placed))), dtype=np.float64)
        prompt, reference = map(self._space.place, (question.prompt, question.reference_answer))
        return _Taught(question, tuple(graded), prompt, reference, placed, alike, inverse)

    def _lessons(self, taught: _Taught, rubric_score: Score) -> list[tuple[float, ...]]:
        """Return the features of every graded answer, each as if it had not been graded itself."""
        alone = self._alone(taught)
        rows = []
        for i, (one, placed) in enumerate(zip(taught.graded, taught.placed, strict=True)):
            others = np.arange(len(taught.graded)) != i
            own = rubric_score(taught.question, one.text)
            rows.append(
                self._row(
                    taught, placed, own, taught.alike[i][others], taught.scores[others], float(alone[i])
                )
            )
        return rows

    def _alone(self, taught: _Taught) -> Array:
        """Return what the other graded answers would make of each one: leave-one-out kernel regression."""
        scores, inverse = taught.scores, taught.inverse
        means = (scores.sum() - scores + 2 * self._usual) / (len(scores) + 1)
        return np.asarray(scores - (inverse @ scores - means * inverse.sum(axis=1)) / np.diag(inverse))

    def _row(
        self, taught: _Taught, placed: Placed, own: float, alike: Array, scores: Array, kernel: float
    ) -> tuple[float, ...]:
        graded = list(zip(alike.tolist(), scores.tolist(), strict=True))
        prompt, reference = taught.prompt, taught.reference
        known = features(placed, prompt, reference, own, graded, self._usual, self._space)
        return (*known, kernel)

    def _kernel(self, taught: _Taught, alike: Array) -> float:
        mean = self._mean(taught.scores)
        return float(mean + alike @ (taught.inverse @ (taught.scores - mean))) if len(alike) else mean

    def _mean(self, scores: Array) -> float:
        return float((scores.sum() + 2 * self._usual) / (len(scores) + 2))


def _answering(text: str) -> str:
    """Return an answer less what talks to the grader."""
    plain = trace(text[:_LONGEST]).text
    whole = sentences(plain)
    return " . ".join(plain[start:end] for start, end in flat(without(whole, injected(plain, whole))))


def _fair(question: Question, text: str) -> str:
    """Return an answer less what the guards leave out of it."""
    answer = trace(text[:_LONGEST])
    return " . ".join(answer.text[start:end] for start, end in fair_parts(read(question, answer)))
