"""What made-up people hand in for coding problems: wrong before right, hints on the way, as they are able."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from athena.domain.exercise import Exercise, WrongVariant
from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Problem, ProblemBank
from athena.grading.values import Verdict
from athena.services.demo_columns import Row, employee_id_of
from athena.services.demo_figures import Figures

_HARDER: Final = {Difficulty.BEGINNER: -1.6, Difficulty.INTERMEDIATE: -0.2, Difficulty.ADVANCED: 1.1}
_TRIES: Final = 4
_MISTYPED: Final = "SELECT is spelt wrong. Correct the word and run it again."
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Tried:
    """A query for an exercise and what running it shows; ``reason`` is "" for one that is right."""

    code: str
    verdict: Verdict
    right: dict[str, bool]
    reason: str = ""

    @property
    def score(self) -> float:
        """The credit, 0..1: half of the share of data sets that are right, all of it for a right query."""
        if self.verdict is Verdict.PASSED:
            return 1.0
        return round(0.5 * sum(self.right.values()) / max(1, len(self.right)), 4)


def tried(exercise: Exercise, luck: np.random.Generator, chance: float) -> Tried:
    """Return one of the exercise's own right or wrong queries; ``chance`` (0..1) is that of a right one."""
    draw = luck.random()
    if draw < chance or not exercise.wrong_variants:
        code = exercise.gold[int(luck.integers(len(exercise.gold)))]
        return Tried(code.strip(), Verdict.PASSED, {data.name: True for data in exercise.hidden_data})
    if luck.random() < 0.1:
        code = exercise.gold[0].strip().replace("SELECT", "SELEC", 1)
        return Tried(code, Verdict.ERROR, {}, _MISTYPED)
    wrong: WrongVariant = exercise.wrong_variants[int(luck.integers(len(exercise.wrong_variants)))]
    right = {data.name: wrong.id not in data.kills for data in exercise.hidden_data}
    return Tried(wrong.sql.strip(), Verdict.WRONG, right, wrong.why)


def practised(bank: ProblemBank, figures: Figures, end: datetime, seed: int) -> Rows:
    """Return rows of ``submissions`` and ``problem_help``, from each person's first interview to ``end``."""
    luck = np.random.default_rng([seed, 2])
    known = [problem for problem in bank.problems.values() if problem.exercise]
    rows: Rows = {"submissions": [], "problem_help": []}
    for person in range(len(figures.ability)) if known else ():
        own = figures.started[figures.person == person]
        since = own[0].item() if len(own) else end
        chosen = luck.choice(len(known), int(min(len(known), 2 + luck.poisson(4))), replace=False)
        for number in chosen.tolist():
            _Way(bank.version, figures, person, known[number], luck).go(rows, since, end)
    return rows


class _Way:
    """One person's way with one problem."""

    def __init__(
        self, version: str, figures: Figures, person: int, problem: Problem, luck: np.random.Generator
    ) -> None:
        self._version, self._problem, self._luck = version, problem, luck
        self._employee_id = employee_id_of(person)
        field = list(Category).index(problem.category)
        self._able = float(figures.ability[person] + figures.offsets[person, field])
        self._growth = float(figures.growth[person])

    def go(self, rows: Rows, since: datetime, end: datetime) -> None:
        """Add everything between two moments."""
        at = since + (end - since) * float(self._luck.random())
        able = self._able + self._growth * (at - since).days / 30
        hints = 0
        for _ in range(_TRIES):
            at += timedelta(seconds=round(60 + float(self._luck.exponential(240))))
            if at > end:
                return
            chance = 1 / (1 + np.exp(-1.2 * (able + 0.5 * hints - _HARDER[self._problem.difficulty])))
            made = tried(self._exercise, self._luck, float(chance))
            rows["submissions"].append(self._row(made, hints, at))
            if made.verdict is Verdict.PASSED:
                return
            if hints < len(self._problem.hints) and self._luck.random() < 0.4:
                hints += 1
                rows["problem_help"].append(self._help("hint", hints, at))
        if self._luck.random() < 0.5:
            rows["problem_help"].append(self._help("solution", 0, at))

    @property
    def _exercise(self) -> Exercise:
        assert self._problem.exercise is not None  # noqa: S101 - chosen by it
        return self._problem.exercise

    def _row(self, made: Tried, hints: int, at: datetime) -> Row:
        ran = made.verdict is not Verdict.ERROR
        return {
            "submission_id": self._luck.bytes(16).hex(),
            "problem_id": self._problem.id,
            "problem_version": self._version,
            "employee_id": self._employee_id,
            "code": made.code,
            "verdict": made.verdict.value,
            "score": made.score,
            "hints_used": hints,
            "runtime_ms": round(float(self._luck.lognormal(2.3, 0.4)), 1) if ran else None,
            "detail": json.dumps(_detail(made)),
            "demo": True,
            "submitted_at": at,
        }

    def _help(self, kind: str, number: int, at: datetime) -> Row:
        return {
            "employee_id": self._employee_id,
            "problem_id": self._problem.id,
            "kind": kind,
            "number": number,
            "given_at": at,
        }


def _detail(made: Tried) -> dict[str, Any]:
    reasons: Sequence[str] = [made.reason] if made.reason else []
    place = 1 if made.verdict is Verdict.ERROR else None
    return {"reasons": reasons, "notes": [], "right": made.right, "line": place, "column": place}
