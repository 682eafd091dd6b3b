"""Grade a query by running it on every data set of an exercise, in the sandbox."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from athena.domain.exercise import Exercise
from athena.grading import judging
from athena.grading.building import Effort, build_suite
from athena.grading.suite import Suite
from athena.grading.values import Grade
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, FaultKind, Limits, Query, QueryFault, Table
from athena.sqltext.dialects import transpile
from athena.sqltext.parsing import Dialect, SqlTextError

_CHUNK: Final = 24
_LIMITS: Final = Limits(seconds=5.0)
_ENDS: Final = {FaultKind.TIMEOUT, FaultKind.MEMORY, FaultKind.CANCELLED, FaultKind.BROKEN}
_Running: TypeAlias = Callable[[Query], Table | QueryFault]


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
        self._suites: dict[str, Suite] = {}

    def close(self) -> None:
        """Remove the suites."""
        self._remove()

    def suite(self, exercise: Exercise) -> Suite:
        """Return the exercise's data sets, built at the first call. Raises InputError."""
        return self._prepared(exercise)

    def grade(self, exercise: Exercise, sql: str, *, cancel: Cancel | None = None) -> Grade:
        """Return the grade of one query. Raises InputError when the exercise itself cannot be graded."""
        return self.grade_each(exercise, [sql], cancel=cancel)[0]

    def grade_each(
        self,
        exercise: Exercise,
        queries: Sequence[str],
        *,
        at_once: int = 1,
        by_hand: bool = False,
        cancel: Cancel | None = None,
    ) -> list[Grade]:
        """Return the grade of each query, in order; equal ones run once, ``at_once`` children at a time.

        ``by_hand``: on the data a person wrote alone. Raises the fault of a cancelled query.
        """
        suite = self._prepared(exercise)
        if by_hand:
            suite = replace(suite, datasets=tuple(one for one in suite.datasets if not one.is_made))
        different = list(dict.fromkeys(sql.strip() for sql in queries))
        chunks = [different[at : at + _CHUNK] for at in range(0, len(different), _CHUNK)]
        cancel = cancel or Cancel()
        with ThreadPoolExecutor(at_once) as pool:
            parts = pool.map(lambda chunk: self._chunk(suite, chunk, cancel), chunks)
            graded = [grade for part in parts for grade in part]
        cancel.check()
        grades = dict(zip(different, graded, strict=True))
        return [grades[sql.strip()] for sql in queries]

    def _chunk(self, suite: Suite, queries: Sequence[str], cancel: Cancel) -> list[Grade]:
        """Grade several queries in one child."""
        read = [self._read(suite, sql) for sql in queries]
        with self._sandbox.running(suite.path, limits=self._limits, cancel=cancel) as outcome:
            found = [_found(suite, sql, outcome) for sql, _ in read]
        return [judging.grade(suite, sql, why, one) for (sql, why), one in zip(read, found, strict=True)]

    def _read(self, suite: Suite, sql: str) -> tuple[str, str]:
        """Return the query as DuckDB's SQL, or as it is and why it cannot be read."""
        try:
            return transpile(sql, self._dialect, suite.schema), ""
        except SqlTextError as error:
            return sql, error.message

    def _prepared(self, exercise: Exercise) -> Suite:
        name = _name(exercise)
        with self._lock:
            lock = self._building.setdefault(name, threading.Lock())
        with lock:
            if name not in self._suites:
                self._suites[name] = self._prepare(exercise, name)
            return self._suites[name]

    def _prepare(self, exercise: Exercise, name: str) -> Suite:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return build_suite(
            exercise, self._sandbox, folder, dialect=self._dialect, effort=self._effort, given=self._given
        )


def _found(suite: Suite, sql: str, outcome: _Running) -> list[Table | QueryFault]:
    """Run a query on one data set after the other; stop when it does not run at all or takes too much."""
    found: list[Table | QueryFault] = []
    for dataset in suite.datasets:
        one = outcome(Query(sql, dataset.schema))
        found.append(one)
        if isinstance(one, QueryFault) and (len(found) == 1 or one.kind in _ENDS):
            break
    return found


def _name(exercise: Exercise) -> str:
    return hashlib.sha256(repr(exercise).encode()).hexdigest()[:24]
