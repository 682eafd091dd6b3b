"""The SQL pad in interviews of demonstration data: queries tried out, then one handed in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from athena.domain.evaluation import Evaluation
from athena.domain.interview import Difficulty
from athena.domain.query_evaluation import QueryOutcome, evaluate_query
from athena.domain.questions import Bank, Question
from athena.grading.values import Verdict
from athena.services.demo_columns import Row
from athena.services.demo_practice import Tried, tried
from athena.services.pad_words import submit_words

_MOST_RUNS = 3
_RAN = {
    Verdict.PASSED: "The query ran, and on the sample its result is the expected one.",
    Verdict.WRONG: "The query ran, but on the sample its result is not the expected one. {}",
    Verdict.ERROR: "The query did not run: {}",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a question in the pad: rows of ``pad_runs`` less their place and time, and its worth."""

    runs: tuple[Row, ...]
    code: str
    evaluation: Evaluation


class PadBook:
    """Queries for the questions of a bank that are answered by one."""

    def __init__(self, bank: Bank) -> None:
        self._questions = tuple(question for question in bank.questions.values() if question.sql)
        self._version = bank.version

    def pick(self, level: int, luck: np.random.Generator) -> Question | None:
        """Return a question of a level (the place of its difficulty), of another one if there is none."""
        wanted = list(Difficulty)[level]
        fitting = [one for one in self._questions if one.difficulty is wanted] or self._questions
        return fitting[int(luck.integers(len(fitting)))] if fitting else None

    def write(self, question: Question, luck: np.random.Generator, chance: float) -> Written:
        """Return tries and the query handed in, which is right with ``chance`` (0..1)."""
        if question.sql is None:
            raise ValueError(f"{question.id} is not answered by a query")
        exercise = question.sql.exercise
        final = tried(exercise, luck, chance)
        before = [tried(exercise, luck, chance / 2) for _ in range(int(luck.integers(1, _MOST_RUNS)))]
        outcome = QueryOutcome(final.score, final.right, reasons=(final.reason,) if final.reason else ())
        given = evaluate_query(question, outcome, self._version)
        handed_in = _row("submit", final, luck) | {
            "score": given.score,
            "outcome": submit_words(outcome),
            "right_count": sum(final.right.values()),
            "total_count": max(1, len(final.right)),
        }
        return Written((*(_row("run", one, luck) for one in before), handed_in), final.code, given)


def _row(kind: str, made: Tried, luck: np.random.Generator) -> Row:
    return {
        "run_id": luck.bytes(16).hex(),
        "kind": kind,
        "code": made.code,
        "verdict": made.verdict.value,
        "score": None,
        "outcome": _RAN[made.verdict].format(made.reason),
        "runtime_ms": round(float(luck.lognormal(1.8, 0.4)), 1),
        "right_count": int(made.verdict is Verdict.PASSED),
        "total_count": 1,
    }
