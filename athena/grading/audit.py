"""Proof that a task is sound: references agree everywhere, wrong queries fail, samples are in their bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from athena.domain.exercise import Exercise
from athena.domain.query_evaluation import evaluate_query
from athena.domain.questions import Question, SqlTask
from athena.errors import InputError
from athena.grading.bench import outcome_of
from athena.grading.generating import FIXED
from athena.grading.grader import Grader
from athena.grading.suite import VISIBLE
from athena.grading.values import Grade, Verdict
from athena.sqltext.rules import read_rules
from athena.store.dataset_file import broken_rules


@dataclass(frozen=True, slots=True)
class Audit:
    """What is wrong with a task, and what could be better, in sentences."""

    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def audit_exercise(exercise: Exercise, grader: Grader) -> Audit:
    """Hold an exercise's data against its rules and run its references and wrong variants on all of it."""
    try:
        broken = tuple(_broken(exercise))
        wrongs = _wrongs(exercise, grader)
    except InputError as error:
        return Audit((error.message,))
    faults = (*broken, *_left_out(exercise, grader), *_accepted(exercise, wrongs))
    return Audit(faults, tuple(_weak(exercise, wrongs)))


def audit_samples(question: Question, grader: Grader) -> Audit:
    """Grade the samples of a question of type ``sql``; each must land in its band."""
    task = question.sql
    if task is None:
        return Audit(())
    try:
        grades = grader.grade_each(task.exercise, [sample.sql for sample in task.samples])
    except InputError as error:
        return Audit((error.message,))
    return Audit(tuple(_out_of_band(question, task, grades)))


def _wrongs(exercise: Exercise, grader: Grader) -> list[Grade]:
    """Grade the wrong variants on the data written by hand, and on all data where no hidden one tells."""
    queries = [wrong.sql for wrong in exercise.wrong_variants]
    grades = grader.grade_each(exercise, queries, by_hand=True)
    open_ = [sql for sql, grade in zip(queries, grades, strict=True) if _passes_hidden(grade)]
    full = dict(zip(open_, grader.grade_each(exercise, open_), strict=True))
    return [full.get(sql, grade) for sql, grade in zip(queries, grades, strict=True)]


def _passes_hidden(grade: Grade) -> bool:
    return all(one.verdict is Verdict.PASSED for one in grade.outcomes if one.kind != VISIBLE)


def _broken(exercise: Exercise) -> Iterator[str]:
    """Yield which rules of the set-up data written by hand breaks; made-up data keeps them."""
    rules = read_rules(exercise.setup)
    written = {one.name: one.sql for one in exercise.hidden_data}
    broken = broken_rules(rules.ddl, rules.strays, {VISIBLE: exercise.visible_data, **written})
    for name, words in broken.items():
        yield f"the data {name} breaks a rule of the set-up: {words}"


def _left_out(exercise: Exercise, grader: Grader) -> Iterator[str]:
    suite = grader.suite(exercise)
    for name, why in suite.left_out:
        yield f"the data {name} cannot be used: {why}"
    used = {dataset.name for dataset in suite.datasets}
    known = {name for name, _ in suite.left_out}
    for recipe in FIXED:
        if recipe.name not in used | known:
            yield f"on the generated data {recipe.name} the references do not agree or do not run"


def _accepted(exercise: Exercise, wrongs: Sequence[Grade]) -> Iterator[str]:
    for wrong, grade in zip(exercise.wrong_variants, wrongs, strict=True):
        if grade.verdict is Verdict.ERROR:
            yield f"the wrong variant {wrong.id} does not run: {' '.join(grade.reasons)}"
        passed = {one.dataset for one in grade.outcomes if one.verdict is Verdict.PASSED}
        for data in exercise.hidden_data:
            if wrong.id in data.kills and data.name in passed:
                yield f"the hidden data {data.name} does not tell {wrong.id} apart"
        if _passes_hidden(grade):
            yield f"the wrong variant {wrong.id} passes all hidden data"


def _weak(exercise: Exercise, wrongs: Sequence[Grade]) -> Iterator[str]:
    killed = {name for data in exercise.hidden_data for name in data.kills}
    for wrong, grade in zip(exercise.wrong_variants, wrongs, strict=True):
        if any(one.kind == VISIBLE and one.verdict is not Verdict.PASSED for one in grade.outcomes):
            yield f"the wrong variant {wrong.id} already fails on the visible data"
        if wrong.id not in killed:
            yield f"no hidden data names the wrong variant {wrong.id}"


def _out_of_band(question: Question, task: SqlTask, grades: Sequence[Grade]) -> Iterator[str]:
    for sample, grade in zip(task.samples, grades, strict=True):
        score = evaluate_query(question, outcome_of(grade), "").score or 0.0
        lower, upper = sample.band
        if not lower <= score <= upper:
            yield f"{score} is out of {list(sample.band)} {'/'.join(sample.tags)}: {sample.sql!r}"
