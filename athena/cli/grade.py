"""``python3 -m athena grade``: grade many queries against a reference, one JSON line each."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Comparison
from athena.errors import InputError
from athena.grading import Grade, Grader
from athena.grading.building import Effort
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits
from athena.sqltext.parsing import DIALECTS, parse_all

_EFFORT = Effort(tried=24, kept=6, mutants=60)
_BATCH = 400


@dataclass(frozen=True, slots=True)
class Submission:
    """A line of the file: its id as given and its query, or why it cannot be graded."""

    id: object
    sql: str = ""
    fault: str = ""


def main(arguments: list[str]) -> int:
    """Grade every line of the submissions and print ``{id, verdict, score, reasons}`` in their order."""
    options = _parser().parse_args(arguments)
    exercise = _exercise(options)
    workers = max(1, os.cpu_count() or 1)
    with contextlib.closing(Sandbox(at_once=workers)) as sandbox:
        grader = Grader(
            sandbox,
            dialect=options.dialect,
            effort=_EFFORT,
            limits=Limits(seconds=options.seconds),
            given=options.data,
        )
        with contextlib.closing(grader):
            for left_out, reason in grader.suite(exercise).left_out:
                print(f"athena: {left_out} data is not used: {reason}", file=sys.stderr)
            for submission, grade in _graded(grader, exercise, _read(options.submissions), workers):
                print(json.dumps(as_line(submission, grade), ensure_ascii=False), flush=True)
    return 0


def as_line(submission: Submission, grade: Grade | None) -> Mapping[str, object]:
    """Return what is printed for a submission; ``grade`` is None for a line that cannot be read."""
    if grade is None:
        return {"id": submission.id, "verdict": "not_run", "score": 0.0, "reasons": [submission.fault]}
    return {
        "id": submission.id,
        "verdict": grade.verdict.value,
        "score": grade.score,
        "reasons": [*grade.reasons, *grade.notes],
    }


def read_line(line: str, number: int) -> Submission:
    """Return the submission a line holds, or the sentence that says why it holds none."""
    try:
        given: Any = json.loads(line)
    except (ValueError, RecursionError):
        return Submission(None, fault=f"Line {number} is not JSON.")
    if not isinstance(given, dict):
        return Submission(
            None, fault=f'Line {number} is not an object such as {{"id": 1, "sql": "SELECT …"}}.'
        )
    if not isinstance(given.get("sql"), str):
        return Submission(given.get("id"), fault=f"Line {number} has no text under “sql”.")
    return Submission(given.get("id"), _encodable(given["sql"]))


def _encodable(sql: str) -> str:
    return sql.encode("utf-8", "replace").decode("utf-8")


def _graded(
    grader: Grader, exercise: Exercise, submissions: Iterable[Submission], workers: int
) -> Iterator[tuple[Submission, Grade | None]]:
    """Yield each submission with its grade, batch after batch; a query seen before is not run again."""
    known: dict[str, Grade] = {}
    for batch in _batches(submissions):
        new = list(
            dict.fromkeys(one.sql.strip() for one in batch if not one.fault and one.sql.strip() not in known)
        )
        known |= zip(new, grader.grade_each(exercise, new, at_once=workers), strict=True)
        yield from ((one, None if one.fault else known[one.sql.strip()]) for one in batch)


def _batches(submissions: Iterable[Submission]) -> Iterator[list[Submission]]:
    batch: list[Submission] = []
    for one in submissions:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(path: Path) -> Iterator[Submission]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield read_line(line, number)


def _opened(path: Path) -> Any:
    if str(path) == "-":
        return contextlib.nullcontext(sys.stdin)
    try:
        return path.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _exercise(options: argparse.Namespace) -> Exercise:
    setup, reference = _text(options.setup), _text(options.reference)
    if not parse_all(reference, options.dialect):
        raise InputError(f"{options.reference} holds no query.")
    if options.data is not None and not options.data.is_file():
        raise InputError(f"There is no file {options.data}.")
    comparison = Comparison(order=options.order, columns=options.columns)
    return Exercise(setup, setup, (reference,), comparison)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not a text in UTF-8.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena grade", description=__doc__)
    parser.add_argument("submissions", type=Path, help='lines of {"id": …, "sql": …}; - is standard input')
    parser.add_argument("--reference", type=Path, required=True, help="the right query, or several with ;")
    parser.add_argument("--setup", type=Path, required=True, help="CREATE TABLE and, if you like, INSERT")
    parser.add_argument("--data", type=Path, help="a DuckDB file whose tables are used beside made-up data")
    parser.add_argument("--dialect", choices=DIALECTS, default="duckdb", help="of all the SQL given")
    parser.add_argument("--columns", choices=("position", "any"), default="position")
    parser.add_argument("--order", choices=("required", "ignored", "auto"), default="auto")
    parser.add_argument("--seconds", type=float, default=5.0, help="most time for one query on one data set")
    return parser
