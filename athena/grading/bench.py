"""Where a task is worked on: its sample, a query tried on it, and a query handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from athena.domain.exercise import Exercise
from athena.domain.query_evaluation import QueryOutcome
from athena.domain.result_comparison import Difference, DifferenceKind, compare
from athena.errors import InputError
from athena.grading.building import Effort
from athena.grading.grader import Grader
from athena.grading.suite import VISIBLE, Dataset, Suite, as_result
from athena.grading.values import Grade, Verdict
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Cancel, Column, FaultKind, Query, QueryFault, Table
from athena.sqltext.schema import quoted

WRITTEN: Final = Effort(tried=0, kept=0, mutants=0)
"""How a grader of tasks with hidden data written by hand looks for more: the fixed kinds are enough."""

_SAMPLE_ROWS: Final = 100
_VERDICTS = {FaultKind.TIMEOUT: Verdict.TIMEOUT, FaultKind.MEMORY: Verdict.MEMORY}


@dataclass(frozen=True, slots=True)
class SampleTable:
    """A table of the task with the rows that everybody sees."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Trial:
    """A query tried on the visible data: its result beside the expected one.

    ``table`` is None when the query did not run (``fault`` says why); ``difference`` is None when the result
    is right.
    """

    expected: Table
    table: Table | None = None
    difference: Difference | None = None
    fault: QueryFault | None = None

    @property
    def verdict(self) -> Verdict:
        """What became of the query."""
        if self.fault:
            return _VERDICTS.get(self.fault.kind, Verdict.ERROR)
        return Verdict.WRONG if self.difference else Verdict.PASSED


@dataclass(frozen=True, slots=True)
class Graded:
    """A query that was handed in: the verdict, what each data set showed, and what it took.

    ``line`` and ``column`` (from 1) say where a query that did not run is at fault, when that is known.
    """

    verdict: Verdict
    outcome: QueryOutcome
    runtime_ms: float
    memory_kb: int | None
    line: int | None = None
    column: int | None = None


class QueryBench:
    """Runs queries of candidates on the data of a task. Thread-safe; the first use of a task builds its data.

    All methods raise InputError when the task cannot be graded at all.
    """

    def __init__(self, sandbox: Sandbox, grader: Grader) -> None:
        self._sandbox = sandbox
        self._grader = grader

    def sample(self, exercise: Exercise) -> tuple[SampleTable, ...]:
        """Return the tables in the order of the set-up, at most 100 rows of each."""
        suite, visible = self._visible(exercise)
        names = [table.name for table in suite.schema.tables.values()]
        queries = [
            Query(f"SELECT * FROM {quoted(name)} LIMIT {_SAMPLE_ROWS}", visible.schema)  # noqa: S608 - quoted
            for name in names
        ]
        found = self._sandbox.run_each(suite.path, queries)
        return tuple(SampleTable(name, _table(one)) for name, one in zip(names, found, strict=True))

    def try_out(self, exercise: Exercise, sql: str, cancel: Cancel | None = None) -> Trial:
        """Run a query on the visible data."""
        suite, visible = self._visible(exercise)
        columns = tuple(Column(name, "") for name in visible.expected.columns)
        expected = Table(columns, visible.expected.rows, truncated=False, elapsed_ms=0.0, memory_kb=None)
        try:
            table = self._sandbox.run(suite.path, Query(sql, visible.schema), cancel=cancel)
        except QueryFault as fault:
            return Trial(expected, fault=fault)
        difference = compare(visible.expected, as_result(table), suite.comparison, suite.keys)
        return Trial(expected, table, difference)

    def hand_in(self, exercise: Exercise, sql: str, cancel: Cancel | None = None) -> Graded:
        """Run a query on all data. Raises the fault of a cancelled query when it is cancelled."""
        grade = self._grader.grade(exercise, sql, cancel=cancel)
        place = next(((one.line, one.column) for one in grade.outcomes if one.line), (None, None))
        return Graded(grade.verdict, outcome_of(grade), grade.runtime_ms, grade.memory_kb, *place)

    def _visible(self, exercise: Exercise) -> tuple[Suite, Dataset]:
        suite = self._grader.suite(exercise)
        for dataset in suite.datasets:
            if dataset.kind == VISIBLE:
                return suite, dataset
        raise InputError("This task has no sample that its references agree on. Please choose another one.")


def outcome_of(grade: Grade) -> QueryOutcome:
    """Return a grade as what the points of a question are judged by."""
    return QueryOutcome(
        score=grade.score,
        right={one.dataset: one.verdict is Verdict.PASSED for one in grade.outcomes},
        misordered=frozenset(
            one.dataset for one in grade.outcomes if one.difference is DifferenceKind.ROW_ORDER
        ),
        reasons=grade.reasons,
        notes=grade.notes,
    )


def _table(found: Table | QueryFault) -> Table:
    if isinstance(found, QueryFault):
        raise found
    return found
