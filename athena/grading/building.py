"""Building a suite: write the data, run the references on it, keep what is fair and tells mistakes apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Result
from athena.errors import InputError
from athena.grading.candidates import GIVEN, Candidate, complete, made_up, written_by_hand
from athena.grading.suite import VISIBLE, Dataset, Judge, Suite, as_result, judge
from athena.grading.telling import neighbours, telling
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits, Query, QueryFault, Table
from athena.sqltext.dialects import references
from athena.sqltext.parsing import Dialect, SqlTextError
from athena.sqltext.schema import Schema, read_schema
from athena.sqltext.structure import Shape, shape
from athena.store.dataset_file import MIRRORED, DatasetFile

_LIMITS: Final = Limits(seconds=5.0, rows=10_000)
_SAMPLE_ROWS: Final = 200
_GIVEN_NAME: Final = "the given data"
_NO_DATA: Final = "The exercise cannot be graded"


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look for telling data: random data sets tried and kept, mutants told apart."""

    tried: int = 8
    kept: int = 3
    mutants: int = 30


def build_suite(
    exercise: Exercise,
    sandbox: Sandbox,
    folder: Path,
    *,
    dialect: Dialect = "duckdb",
    effort: Effort = Effort(),
    given: Path | None = None,
) -> Suite:
    """Write the exercise's data sets to a file in ``folder`` and return them with what is expected.

    ``given`` is a database file with further data. Raises InputError when the set-up or the reference cannot
    be read, or when the reference runs on no data set. The same exercise gives the same suite.
    """
    return _Building(exercise, sandbox, folder / "suite.duckdb", dialect, effort).suite(given)


class _Building:
    def __init__(
        self, exercise: Exercise, sandbox: Sandbox, path: Path, dialect: Dialect, effort: Effort
    ) -> None:
        self._exercise = exercise
        self._sandbox = sandbox
        self._path = path
        self._dialect: Dialect = dialect
        self._effort = effort
        self._schema = read_schema(exercise.setup, dialect)
        self._gold = tuple(q for text in exercise.gold for q in references(text, dialect, self._schema))
        self._shapes = tuple(_shapes(self._gold, self._schema))
        self._left_out: dict[str, str] = {}

    def suite(self, given: Path | None) -> Suite:
        """Return the suite; its file holds the chosen data, and what was tried beside it."""
        self._path.unlink(missing_ok=True)
        candidates = self._written(given)
        rules, datasets = self._fair(candidates)
        if not datasets:
            why = next(iter(self._left_out.values()))
            raise InputError(f"The references agree on no data set: {why}", _NO_DATA)
        wrong = neighbours(self._gold[0], self._effort.mutants)
        datasets += list(_shuffled(datasets))
        chosen = telling(self._sandbox, self._path, rules, wrong, datasets, self._effort.kept)
        by_hand = {VISIBLE, _GIVEN_NAME, *(one.name for one in self._exercise.hidden_data)}
        left_out = tuple((name, why) for name, why in self._left_out.items() if name in by_hand)
        return Suite(
            self._path,
            self._schema,
            self._gold,
            rules.comparison,
            rules.keys,
            chosen,
            left_out,
            self._shapes,
        )

    def _written(self, given: Path | None) -> list[Candidate]:
        """Write all data to the file and return what could be written."""
        with DatasetFile(self._path, given) as file:
            written = list(self._add(file, written_by_hand(self._exercise, self._dialect)))
            sample = file.sample(written[0].schema, _SAMPLE_ROWS) if written else {}
            tried = self._effort.tried
            made = made_up(self._exercise, self._schema, self._gold, self._shapes, sample, tried)
            written += self._add(file, made)
            if given is not None:
                file.add_given("d_given")
                written.append(Candidate("d_given", _GIVEN_NAME, GIVEN))
        return written

    def _add(self, file: DatasetFile, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        for one in candidates:
            fault = file.add(one.schema, complete(self._schema, one.statements))
            if fault is None:
                yield one
            else:
                self._left_out[one.name] = fault

    def _fair(self, candidates: Sequence[Candidate]) -> tuple[Judge, list[Dataset]]:
        """Keep the data on which all references agree, whatever the order in which rows were inserted."""
        places = [place for one in candidates for place in _places(one)]
        found = self._run([Query(sql, place) for place in places for sql in self._gold])
        size = len(self._gold)
        results = {place: found[size * i : size * (i + 1)] for i, place in enumerate(places)}
        rules = self._judge([results[one.schema][0] for one in candidates])
        sorting = self._sorted(rules, candidates)
        kept = []
        for one, keys in zip(candidates, sorting, strict=True):
            expected = self._agreed([r for place in _places(one) for r in results[place]], keys, rules)
            if isinstance(expected, Result):
                kept.append(Dataset(one.schema, one.name, one.kind, expected))
            else:
                self._left_out[one.name] = expected
        return rules, kept

    def _judge(self, firsts: Sequence[Table | QueryFault]) -> Judge:
        """Return how results compare, with the names of the columns the first reference returned."""
        for found in firsts:
            if isinstance(found, Table):
                return judge(self._exercise, self._gold[0], [column.name for column in found.columns])
        faults = [found.message for found in firsts if isinstance(found, QueryFault)]
        reason = next(iter([*faults, *self._left_out.values()]), "there is no data")
        raise InputError(f"The reference runs on no data set: {reason}", _NO_DATA)

    def _sorted(self, rules: Judge, candidates: Sequence[Candidate]) -> list[Table | None]:
        """Return the reference's result with its sort keys on each data set, where they are not selected."""
        if rules.sorting is None:
            return [None for _ in candidates]
        found = self._run([Query(rules.sorting, one.schema) for one in candidates])
        return [one if isinstance(one, Table) else None for one in found]

    def _agreed(
        self, results: Sequence[Table | QueryFault], sorting: Table | None, rules: Judge
    ) -> Result | str:
        """Return the result all references give, or why there is none."""
        first = results[0]
        if isinstance(first, QueryFault):
            return first.message
        if first.truncated:
            return "the result is too long"
        expected = rules.expected(first, sorting)
        for other in results[1:]:
            if isinstance(other, QueryFault):
                return other.message
            difference = rules.difference(expected, as_result(other), lenient=False)
            if difference is not None:
                return f"the references do not agree, or depend on the order of rows: {difference.message}"
        return expected

    def _run(self, queries: Sequence[Query]) -> list[Table | QueryFault]:
        return self._sandbox.run_each(self._path, queries, limits=_LIMITS) if queries else []


def _places(candidate: Candidate) -> tuple[str, ...]:
    """Return the schemas that hold the data, in its order and in reverse; nothing to turn is not turned."""
    turned = candidate.kind not in {GIVEN, "empty", "one row"}
    return (candidate.schema, candidate.schema + MIRRORED) if turned else (candidate.schema,)


def _shuffled(datasets: Sequence[Dataset]) -> Iterator[Dataset]:
    """Yield the visible data once more, its rows in reverse order."""
    for one in datasets:
        if one.kind == VISIBLE:
            yield Dataset(one.schema + MIRRORED, "shuffled", "shuffled", one.expected)


def _shapes(gold: Sequence[str], schema: Schema) -> Iterator[Shape]:
    for query in gold:
        try:
            yield shape(query, schema)
        except SqlTextError:
            continue
