"""Grade a query by running it on every data set of an exercise, in the sandbox."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from athena.domain.exercise import Exercise
from athena.grading.building import Effort, build_suite
from athena.grading.scoring import credit, partial_score, unrun_score
from athena.grading.suite import Dataset, Judge, Suite, as_result
from athena.grading.values import Grade, Outcome, Verdict
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, FaultKind, Limits, Query, QueryFault, Table
from athena.sqltext.dialects import transpile
from athena.sqltext.parsing import Dialect, SqlTextError
from athena.sqltext.structure import Shape, likeness, shape, structure_notes, text_likeness

_VERDICTS: Final = {
    FaultKind.TIMEOUT: Verdict.TIMEOUT,
    FaultKind.MEMORY: Verdict.MEMORY,
    FaultKind.CANCELLED: Verdict.NOT_RUN,
    FaultKind.BROKEN: Verdict.NOT_RUN,
    FaultKind.EMPTY: Verdict.NOT_RUN,
}
_CHUNK: Final = 24
_REASONS: Final = 3
_LIMITS: Final = Limits(seconds=5.0)


class Grader:
    """Grades queries against exercises; thread-safe. Suites are built once per exercise and kept until close.

    ``dialect`` is that of the exercises' and the submissions' SQL.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        dialect: Dialect = "duckdb",
        effort: Effort = Effort(),  # noqa: B008 - immutable
        limits: Limits = _LIMITS,
        given: Path | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._dialect: Dialect = dialect
        self._effort = effort
        self._limits = limits
        self._given = given
        self._folder = Path(tempfile.mkdtemp(prefix="athena-grading-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._lock = threading.Lock()
        self._building: dict[str, threading.Lock] = {}
        self._suites: dict[str, _Prepared] = {}

    def close(self) -> None:
        """Remove the suites."""
        self._remove()

    def suite(self, exercise: Exercise) -> Suite:
        """Return the exercise's data sets, built at the first call. Raises InputError."""
        return self._prepared(exercise).suite

    def grade(self, exercise: Exercise, sql: str, *, cancel: Cancel | None = None) -> Grade:
        """Return the grade of one query. Raises InputError when the exercise itself cannot be graded."""
        return self.grade_each(exercise, [sql], cancel=cancel)[0]

    def grade_each(
        self,
        exercise: Exercise,
        queries: Sequence[str],
        *,
        at_once: int = 1,
        cancel: Cancel | None = None,
    ) -> list[Grade]:
        """Return the grade of each query, in order; equal ones run once, ``at_once`` children at a time.

        Raises the fault of a cancelled query when it is cancelled.
        """
        prepared = self._prepared(exercise)
        different = list(dict.fromkeys(sql.strip() for sql in queries))
        chunks = [different[at : at + _CHUNK] for at in range(0, len(different), _CHUNK)]
        cancel = cancel or Cancel()
        with ThreadPoolExecutor(at_once) as pool:
            parts = pool.map(lambda chunk: self._chunk(prepared, chunk, cancel), chunks)
            graded = [grade for part in parts for grade in part]
        cancel.check()
        grades = dict(zip(different, graded, strict=True))
        return [grades[sql.strip()] for sql in queries]

    def _chunk(self, prepared: _Prepared, queries: Sequence[str], cancel: Cancel) -> list[Grade]:
        """Grade several queries in one child; one that fails to run on the first data is tried on no more."""
        read = [self._read(prepared, sql) for sql in queries]
        first, *others = prepared.suite.datasets
        begun = self._run(prepared, [Query(sql, first.schema) for sql, _ in read], cancel)
        running = [sql for (sql, _), found in zip(read, begun, strict=True) if isinstance(found, Table)]
        later = [Query(sql, one.schema) for sql in running for one in others]
        more = iter(self._run(prepared, later, cancel))
        return [
            prepared.grade(
                sql, why, [found, *(islice(more, len(others)) if isinstance(found, Table) else ())]
            )
            for (sql, why), found in zip(read, begun, strict=True)
        ]

    def _run(self, prepared: _Prepared, queries: Sequence[Query], cancel: Cancel) -> list[Table | QueryFault]:
        if not queries:
            return []
        return self._sandbox.run_each(prepared.suite.path, queries, limits=self._limits, cancel=cancel)

    def _read(self, prepared: _Prepared, sql: str) -> tuple[str, str]:
        """Return the query as DuckDB's SQL, or as it is and why it cannot be read."""
        try:
            return transpile(sql, self._dialect, prepared.suite.schema), ""
        except SqlTextError as error:
            return sql, error.message

    def _prepared(self, exercise: Exercise) -> _Prepared:
        name = _name(exercise)
        with self._lock:
            lock = self._building.setdefault(name, threading.Lock())
        with lock:
            if name not in self._suites:
                self._suites[name] = self._prepare(exercise, name)
            return self._suites[name]

    def _prepare(self, exercise: Exercise, name: str) -> _Prepared:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        suite = build_suite(
            exercise, self._sandbox, folder, dialect=self._dialect, effort=self._effort, given=self._given
        )
        return _Prepared(suite, _shapes(suite))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A suite with the shapes of its references."""

    suite: Suite
    shapes: tuple[Shape, ...]

    def grade(self, sql: str, unreadable: str, found: Sequence[Table | QueryFault]) -> Grade:
        """Return the grade for what one query gave on each data set, or on the first alone when it failed."""
        rules = Judge(self.suite.comparison, self.suite.keys)
        pairs = zip(self.suite.datasets, found, strict=False)
        outcomes = tuple(_outcome(one, result, rules) for one, result in pairs)
        verdict = _verdict(outcomes)
        if verdict is Verdict.PASSED:
            return Grade(verdict, 1.0, (), outcomes, (), *_used(found))
        alike, notes = self._structure(sql)
        if verdict is Verdict.WRONG:
            return Grade(
                verdict, partial_score(outcomes, alike), _reasons(outcomes), outcomes, notes, *_used(found)
            )
        reasons = (unreadable,) if unreadable else _reasons(outcomes)
        score = unrun_score(alike) if verdict is Verdict.ERROR else partial_score(outcomes, alike) * 0.7
        return Grade(
            verdict,
            0.0 if verdict is Verdict.NOT_RUN else round(score, 3),
            reasons,
            outcomes,
            notes,
            *_used(found),
        )

    def _structure(self, sql: str) -> tuple[float, tuple[str, ...]]:
        """Return how alike the query is to the nearest reference, and what differs from it."""
        try:
            own = shape(sql, self.suite.schema)
        except SqlTextError:
            return max(text_likeness(gold, sql) for gold in self.suite.gold) ** 2, ()
        if not self.shapes:
            return 0.0, ()
        nearest = max(self.shapes, key=lambda gold: likeness(gold, own))
        return likeness(nearest, own), structure_notes(nearest, own)


def _shapes(suite: Suite) -> tuple[Shape, ...]:
    found = []
    for gold in suite.gold:
        try:
            found.append(shape(gold, suite.schema))
        except SqlTextError:
            continue
    return tuple(found)


def _outcome(dataset: Dataset, found: Table | QueryFault, rules: Judge) -> Outcome:
    trivial = not dataset.expected.rows
    if isinstance(found, QueryFault):
        verdict = _VERDICTS.get(found.kind, Verdict.ERROR)
        return Outcome(
            dataset.name,
            dataset.kind,
            verdict,
            found.message,
            trivial=trivial,
            line=found.line,
            column=found.column,
        )
    difference = rules.difference(dataset.expected, as_result(found), lenient=dataset.is_made)
    if difference is None and not found.truncated:
        return Outcome(dataset.name, dataset.kind, Verdict.PASSED, credit=1.0, trivial=trivial)
    if difference is None:
        return Outcome(dataset.name, dataset.kind, Verdict.WRONG, "The result is too long.", trivial=trivial)
    return Outcome(
        dataset.name,
        dataset.kind,
        Verdict.WRONG,
        difference.message,
        difference.kind,
        credit(difference),
        trivial,
    )


def _verdict(outcomes: Sequence[Outcome]) -> Verdict:
    """Return the worst that happened: what stops a query everywhere before what is wrong somewhere."""
    seen = {one.verdict for one in outcomes}
    if seen == {Verdict.PASSED}:
        return Verdict.PASSED
    for verdict in (Verdict.TIMEOUT, Verdict.MEMORY, Verdict.NOT_RUN, Verdict.ERROR):
        if verdict in seen:
            return verdict
    return Verdict.WRONG


def _reasons(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what went wrong, the data a person wrote first, each sentence once."""
    failed = sorted((one for one in outcomes if one.verdict is not Verdict.PASSED), key=_telling)
    sentences: Mapping[str, None] = dict.fromkeys(_sentence(one) for one in failed)
    return tuple(sentences)[:_REASONS]


def _telling(outcome: Outcome) -> tuple[bool, bool]:
    return outcome.verdict is Verdict.WRONG and outcome.kind not in {
        "visible",
        "hidden",
        "given",
    }, outcome.trivial


def _sentence(outcome: Outcome) -> str:
    return (
        outcome.message if outcome.verdict is not Verdict.WRONG else f"On {_data(outcome)}: {outcome.message}"
    )


def _data(outcome: Outcome) -> str:
    if outcome.kind == "visible":
        return "the visible data"
    return f"hidden data ({outcome.dataset})" if outcome.kind != "given" else outcome.dataset


def _used(found: Sequence[Table | QueryFault]) -> tuple[float, int | None]:
    tables = [one for one in found if isinstance(one, Table)]
    memory = [one.memory_kb for one in tables if one.memory_kb is not None]
    return max((one.elapsed_ms for one in tables), default=0.0), max(memory, default=None)


def _name(exercise: Exercise) -> str:
    return hashlib.sha256(repr(exercise).encode()).hexdigest()[:24]
