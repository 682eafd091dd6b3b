"""How far scores agree with people's: public sets given by path, without and with graded answers."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, fmean

from athena.bank.rubric_file import rubric_of
from athena.domain.questions import Question
from athena.domain.scoring import score_answer
from athena.domain.scoring.neighbours import Graded
from athena.services.graded_model import GradedModel

FORMAT = """\
--graded FILE (once for each set) takes a table of graded short answers: .csv, .tsv, or .jsonl with one object
a line. Columns: question, reference_answer, answer, score, max_score (the highest score; 1 when left out).
Answers to one question have the same text in question and reference_answer.
"""
FOLDS = 5
STEPS = 5
Predicted = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Item:
    """One answer with the score (0..1) people gave it."""

    question: Question
    text: str
    score: float


def read(path: Path, lexicon: Mapping[str, str]) -> list[Item]:
    """Return the answers of a file whose reference says something and whose score is a number."""
    questions: dict[tuple[str, str], Question | None] = {}
    items = []
    for row in _rows(path):
        key = row["question"], row["reference_answer"]
        if key not in questions:
            questions[key] = rubric_of(*key, lexicon, f"q{len(questions)}")
        question, most = questions[key], float(row.get("max_score") or 1)
        if question and row["answer"].strip():
            items.append(Item(question, row["answer"], min(1.0, max(0.0, float(row["score"]) / most))))
    return items


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            yield from ({k: str(v) for k, v in json.loads(line).items()} for line in file if line.strip())
        else:
            yield from csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")


def agreement(items: Sequence[Item], lexicon: Mapping[str, str]) -> Iterator[tuple[str, Predicted]]:
    """Yield how the answers were scored, with predicted and given score of each."""
    known: dict[tuple[str, str], float] = {}

    def rubric_score(question: Question, text: str) -> float:
        key = question.id, text
        if key not in known:
            known[key] = score_answer(question, text, lexicon, "").score or 0.0
        return known[key]

    yield "without graded answers", [(rubric_score(i.question, i.text), i.score) for i in items]

    def expected(model: GradedModel, item: Item) -> float:
        evaluation = score_answer(item.question, item.text, lexicon, "")
        return model.moved(item.question, item.text, evaluation).score or 0.0

    def predicted(model: GradedModel, item: Item) -> float:
        return model.predicted(item.question, item.text, rubric_score(item.question, item.text))

    within = _positions(items)
    yield "with graded neighbours", _folded(items, within, expected, rubric_score)
    numbers = {q: n for n, q in enumerate(dict.fromkeys(i.question.id for i in items))}
    by_question = [numbers[item.question.id] for item in items]
    yield "other questions graded only", _folded(items, by_question, predicted, rubric_score)


def _positions(items: Sequence[Item]) -> list[int]:
    """Return the number of every answer among those to its question."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for item in items:
        found.append(seen[item.question.id])
        seen[item.question.id] += 1
    return found


def _folded(
    items: Sequence[Item],
    places: Sequence[int],
    predict: Callable[[GradedModel, Item], float],
    rubric_score: Callable[[Question, str], float],
) -> Predicted:
    """Predict each answer by a model that was taught by those of the other folds."""
    found: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        taught: dict[str, tuple[Question, list[Graded]]] = {}
        for i, (item, place) in enumerate(zip(items, places, strict=True)):
            if place % FOLDS != fold:
                graded = taught.setdefault(item.question.id, (item.question, []))[1]
                graded.append(Graded(str(i), item.text, item.score))
        model = GradedModel(list(taught.values()), rubric_score)
        asked = (item for item, place in zip(items, places, strict=True) if place % FOLDS == fold)
        found += [(predict(model, item), item.score) for item in asked]
    return found


def pearson(pairs: Predicted) -> float:
    """Return Pearson's r, 0 when one side does not vary."""
    try:
        return correlation([p for p, _ in pairs], [g for _, g in pairs])
    except StatisticsError:
        return 0.0


def rmse(pairs: Predicted) -> float:
    """Return the root of the mean squared error."""
    return math.sqrt(fmean((p - g) ** 2 for p, g in pairs))


def qwk(pairs: Predicted) -> float:
    """Return Cohen's kappa with quadratic weights on six grades, 0, 0.2 … 1."""
    graded = [(round(p * STEPS), round(g * STEPS)) for p, g in pairs]
    seen = fmean((p - g) ** 2 for p, g in graded)
    ours, theirs = [p for p, _ in graded], [g for _, g in graded]
    chance = fmean(o * o for o in ours) + fmean(t * t for t in theirs) - 2 * fmean(ours) * fmean(theirs)
    return 1 - seen / chance if chance else 0.0
