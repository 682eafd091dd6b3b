"""The data sets an exercise is graded on, with the results expected on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Comparison, Difference, Result, compare
from athena.domain.result_comparison_rows import ties_by_keys
from athena.sandbox.values import Table
from athena.sqltext.ordering import number_of_sort_keys, order_keys, with_sort_keys
from athena.sqltext.schema import Schema
from athena.sqltext.structure import Shape

VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A schema of the suite's file; ``kind`` is visible, hidden, given or a generated kind."""

    schema: str
    name: str
    kind: str
    expected: Result

    @property
    def is_made(self) -> bool:
        """Whether the data was generated, and nobody looked at it."""
        return self.kind not in {VISIBLE, "hidden", "given"}


@dataclass(frozen=True, slots=True)
class Suite:
    """What an exercise is graded with. ``gold`` and ``schema`` are DuckDB's; expected rows stay in here.

    ``left_out`` says by name why a data set written by hand is not used; ``shapes`` are the references'.
    """

    path: Path
    schema: Schema
    gold: tuple[str, ...]
    comparison: Comparison
    keys: tuple[int, ...] | None
    datasets: tuple[Dataset, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """How results of an exercise are compared: its comparison and the reference's order."""

    comparison: Comparison
    keys: tuple[int, ...] | None
    sort_keys: int = 0
    sorting: str | None = field(default=None)

    def expected(self, table: Table, sorting: Table | None) -> Result:
        """Return the expected result; ``sorting`` is the reference with its sort keys as last columns."""
        columns = tuple(column.name for column in table.columns)
        if sorting is None or self.sort_keys == 0:
            return Result(columns, table.rows)
        keys = range(len(columns), len(columns) + self.sort_keys)
        ties = ties_by_keys(sorting.rows, keys, self.comparison.tolerance)
        return Result(columns, tuple(row[: len(columns)] for row in sorting.rows), ties)

    def difference(self, expected: Result, actual: Result, *, lenient: bool) -> Difference | None:
        """Return how a result differs; ``lenient``: no row and one row of NULLs say the same."""
        if lenient and _says_nothing(expected) and _says_nothing(actual):
            return None if len(expected.columns) == len(actual.columns) else self._compare(expected, actual)
        return self._compare(expected, actual)

    def _compare(self, expected: Result, actual: Result) -> Difference | None:
        return compare(expected, actual, self.comparison, self.keys)


def judge(exercise: Exercise, gold: str, columns: Sequence[str]) -> Judge:
    """Return how results are compared, by the exercise and its first reference's ORDER BY."""
    ordering = order_keys(gold, columns)
    comparison = exercise.compare
    if ordering is None:
        loose = replace(comparison, order="auto") if comparison.order == "required" else comparison
        return Judge(loose, None)
    sorting = with_sort_keys(gold) if ordering.hidden else None
    return Judge(comparison, ordering.keys, number_of_sort_keys(gold) if sorting else 0, sorting)


def as_result(table: Table) -> Result:
    """Return a table of the sandbox as a result to compare."""
    return Result(tuple(column.name for column in table.columns), table.rows)


def _says_nothing(result: Result) -> bool:
    return not result.rows or (len(result.rows) == 1 and all(value is None for value in result.rows[0]))
