"""What a question of type ``sql`` must hold, and a spoken one must not."""

from __future__ import annotations

from collections.abc import Iterator

from athena.bank.exercise_schema import ExercisePart, exercise_problems
from athena.bank.parsing import Problem
from athena.bank.schema import QuestionPart


def sql_problems(question: QuestionPart) -> Iterator[Problem]:
    """Yield everything wrong with the part of a question that is typed."""
    if question.type == "sql" and question.sql is None:
        yield "sql", "expected the tables, data and queries of a question of type sql"
    elif question.type == "sql" and question.sql:
        yield from ((f"sql.{field}", expected) for field, expected in exercise_problems(question.sql))
        yield from _points(question, question.sql)
        yield from _samples(question)
    else:
        yield from _surplus(question)


def _points(question: QuestionPart, exercise: ExercisePart) -> Iterator[Problem]:
    data = {one.name for one in exercise.hidden_data}
    for i, point in enumerate(question.key_points):
        kind, _, name = (point.source or "").partition(":")
        if kind == "dataset" and name not in data:
            yield (
                f"key_points[{i}].source",
                f"expected the name of hidden data after dataset:, {name} is none",
            )
    if not any(point.source == "execution" for point in question.key_points):
        yield "key_points", "expected a point with the source execution"


def _samples(question: QuestionPart) -> Iterator[Problem]:
    tags = {tag for sample in question.samples if sample.sql for tag in sample.tags}
    for needed in ("strong", "wrong", "attack"):
        if needed not in tags:
            yield "samples", f"expected at least one sample with sql tagged {needed}"


def _surplus(question: QuestionPart) -> Iterator[Problem]:
    for field, present in (("sql", question.sql), ("statement", question.statement)):
        if present is not None:
            yield field, "expected only in a question of type sql"
    for i, point in enumerate(question.key_points):
        if point.source:
            yield f"key_points[{i}].source", "expected only in a question of type sql"
    for i, sample in enumerate(question.samples):
        if sample.sql:
            yield f"samples[{i}].sql", "expected only in a question of type sql"
    for i, follow_up in enumerate(question.follow_ups):
        if follow_up.when.startswith(("dataset_failed:", "passed")):
            yield f"follow_ups[{i}].when", "expected only in a question of type sql"
