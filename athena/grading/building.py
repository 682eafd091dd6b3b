"""Building a suite: write the data, run the reference on it, keep what is fair and tells mistakes apart."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Result
from athena.errors import InputError
from athena.grading.generating import FIXED, generate, random_recipe
from athena.grading.links import find_links
from athena.grading.pools import Seeds, literal
from athena.grading.suite import VISIBLE, Dataset, Judge, Suite, as_result, judge
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits, Query, QueryFault, Table
from athena.sqltext.dialects import data_statements, references
from athena.sqltext.mutants import literals, mutants
from athena.sqltext.parsing import Dialect, SqlTextError
from athena.sqltext.schema import Schema, quoted, read_schema, table_ddl
from athena.sqltext.structure import shape
from athena.store.dataset_file import MIRRORED, copy_tables, write_datasets

LIMITS: Final = Limits(seconds=5.0, rows=10_000)
_MUTANT_LIMITS: Final = Limits(seconds=2.0, rows=10_000)
_SAMPLE_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look for telling data: random data sets tried and kept, mutants told apart."""

    tried: int = 8
    kept: int = 3
    mutants: int = 30


@dataclass(frozen=True, slots=True)
class _Candidate:
    schema: str
    name: str
    kind: str
    statements: tuple[str, ...]


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
    return _Building(exercise, sandbox, folder, dialect, effort, given).suite()


class _Building:
    def __init__(
        self,
        exercise: Exercise,
        sandbox: Sandbox,
        folder: Path,
        dialect: Dialect,
        effort: Effort,
        given: Path | None,
    ) -> None:
        self._exercise = exercise
        self._sandbox = sandbox
        self._effort = effort
        self._given = given
        self._folder = folder
        self._dialect: Dialect = dialect
        self._schema = read_schema(exercise.setup, dialect)
        self._gold = tuple(q for text in exercise.gold for q in references(text, dialect, self._schema))
        self._lots = Random(int.from_bytes(hashlib.sha256(repr(exercise).encode()).digest()[:8]))  # noqa: S311
        self._left_out: dict[str, str] = {}

    def suite(self) -> Suite:
        """Return the suite; its file holds the chosen data alone."""
        by_hand = self._by_hand()
        workshop = self._folder / "workshop.duckdb"
        samples = self._folder / "samples.duckdb"  # apart: a child may still be letting go of it
        for left in (workshop, samples):
            left.unlink(missing_ok=True)
        self._write(samples, [one for one in by_hand if one.kind != "given"], mirrored=False)
        made = self._made(self._seeds(samples, by_hand))
        self._write(workshop, [*by_hand, *made])
        candidates = [one for one in (*by_hand, *made) if one.name not in self._left_out]
        rules = self._judge(workshop, candidates)
        datasets = self._fair(workshop, candidates, rules)
        if not datasets:
            why = next(iter(self._left_out.values()))
            raise InputError(f"The references agree on no data set: {why}", "The exercise cannot be graded")
        chosen = self._telling(workshop, datasets, rules)
        path = self._folder / "suite.duckdb"
        keep = {one.schema for one in chosen}
        self._write(path, [one for one in candidates if one.schema in keep], mirrored=False)
        workshop.unlink()
        samples.unlink()
        left_out = tuple(
            (one.name, self._left_out[one.name]) for one in by_hand if one.name in self._left_out
        )
        return Suite(path, self._schema, self._gold, rules.comparison, rules.keys, chosen, left_out)

    def _by_hand(self) -> list[_Candidate]:
        visible = data_statements(self._exercise.visible_data, self._dialect)
        found = [_Candidate("d_visible", VISIBLE, VISIBLE, visible)]
        for number, hidden in enumerate(self._exercise.hidden_data):
            statements = data_statements(hidden.sql, self._dialect)
            found.append(_Candidate(f"d_hidden_{number}", hidden.name, "hidden", statements))
        if self._given is not None:
            found.append(_Candidate("d_given", "the given data", "given", ()))
        return found

    def _made(self, seeds: Seeds) -> list[_Candidate]:
        conditions = {one for gold in self._gold for one in _conditions(gold, self._schema)}
        links = find_links(self._schema, sorted(conditions))
        recipes = [*FIXED, *(random_recipe(n + 1, self._lots) for n in range(self._effort.tried))]
        return [
            self._shuffled(),
            *(
                _Candidate(
                    f"d_made_{number}",
                    recipe.name,
                    recipe.name.split(" ")[0] if recipe.name.startswith("random") else recipe.name,
                    generate(self._schema, links, recipe, seeds, self._lots),
                )
                for number, recipe in enumerate(recipes)
            ),
        ]

    def _shuffled(self) -> _Candidate:
        """Return the visible data with every table's rows in reverse order."""
        names = [quoted(table.name) for table in self._schema.tables.values()]
        turned = (f"CREATE OR REPLACE TABLE {n} AS SELECT * FROM {n} ORDER BY rowid DESC" for n in names)  # noqa: S608
        visible = data_statements(self._exercise.visible_data, self._dialect)
        return _Candidate("d_shuffled", "shuffled", "shuffled", (*visible, *turned))

    def _seeds(self, workshop: Path, by_hand: Sequence[_Candidate]) -> Seeds:
        """Return what made-up values start from: the literals of the reference and the visible sample."""
        source = next((one for one in by_hand if one.name not in self._left_out), None)
        tables = list(self._schema.tables.values()) if source is not None else []
        queries = [
            Query(f"SELECT * FROM {quoted(table.name)} LIMIT {_SAMPLE_ROWS}", source.schema)  # noqa: S608
            for table in tables
            if source is not None
        ]
        sample: dict[tuple[str, str], tuple[object, ...]] = {}
        for table, found in zip(tables, self._run(workshop, queries), strict=True):
            if isinstance(found, Table):
                for index, column in enumerate(found.columns):
                    values = {literal(row[index]): row[index] for row in found.rows if row[index] is not None}
                    sample[table.name.lower(), column.name.lower()] = tuple(values.values())
        named = [literals(gold) for gold in (*self._gold, *(w.sql for w in self._exercise.wrong_variants))]
        texts = frozenset(itertools.chain.from_iterable(text for text, _ in named))
        return Seeds(texts, frozenset(itertools.chain.from_iterable(n for _, n in named)), sample)

    def _write(self, path: Path, candidates: Sequence[_Candidate], *, mirrored: bool = True) -> None:
        tables = tuple(table_ddl(table) for table in self._schema.tables.values())
        before, after = self._schema.before, self._schema.after
        datasets = {
            one.schema: (*before, *tables, *one.statements, *after)
            for one in candidates
            if one.kind != "given"
        }
        faults = write_datasets(path, datasets, mirrored=mirrored)
        self._left_out |= {one.name: faults[one.schema] for one in candidates if one.schema in faults}
        if self._given is not None and any(one.kind == "given" for one in candidates):
            copy_tables(self._given, path, "d_given")

    def _judge(self, workshop: Path, candidates: Sequence[_Candidate]) -> Judge:
        """Return how results compare, learning the names of the reference's columns by running it."""
        fault: QueryFault | None = None
        for one in candidates:
            (found,) = self._run(workshop, [Query(self._gold[0], one.schema)])
            if isinstance(found, Table):
                return judge(self._exercise, self._gold[0], [column.name for column in found.columns])
            fault = found
        reason = fault.message if fault else "; ".join(self._left_out.values()) or "there is no data"
        raise InputError(f"The reference runs on no data set: {reason}", "The exercise cannot be graded")

    def _fair(self, workshop: Path, candidates: Sequence[_Candidate], rules: Judge) -> list[Dataset]:
        """Keep the data on which all references agree, whatever the order in which rows were inserted."""
        shapes = [*self._gold, *([rules.sorting] if rules.sorting else [])]
        queries = []
        for one in candidates:
            queries += [Query(sql, one.schema) for sql in shapes]
            if one.kind != "given":
                queries += [Query(sql, one.schema + MIRRORED) for sql in self._gold]
        found = iter(self._run(workshop, queries))
        kept = []
        for one in candidates:
            results = list(itertools.islice(found, len(shapes)))
            mirrors = list(itertools.islice(found, len(self._gold) if one.kind != "given" else 0))
            expected = self._agreed(results, mirrors, rules)
            if isinstance(expected, Result):
                kept.append(Dataset(one.schema, one.name, one.kind, expected))
            else:
                self._left_out[one.name] = expected
        return kept

    def _agreed(
        self, results: Sequence[Table | QueryFault], mirrors: Sequence[Table | QueryFault], rules: Judge
    ) -> Result | str:
        """Return the result all references give, or why there is none."""
        first, sorting = results[0], results[len(self._gold)] if rules.sorting else None
        if isinstance(first, QueryFault):
            return first.message
        if first.truncated:
            return "the result is too long"
        expected = rules.expected(first, sorting if isinstance(sorting, Table) else None)
        for other in (*results[1 : len(self._gold)], *mirrors):
            if isinstance(other, QueryFault):
                return other.message
            difference = rules.difference(expected, as_result(other), lenient=False)
            if difference is not None:
                return f"the references do not agree, or depend on the order of rows: {difference.message}"
        return expected

    def _telling(self, workshop: Path, datasets: Sequence[Dataset], rules: Judge) -> tuple[Dataset, ...]:
        """Keep all but the random data sets, and of these the ones that tell further mutants apart."""
        steady = [one for one in datasets if one.kind != "random"]
        alive = list(mutants(self._gold[0], self._effort.mutants))
        alive = self._survivors(workshop, alive, steady, rules)
        chosen: list[Dataset] = []
        for one in sorted((d for d in datasets if d.kind == "random"), key=lambda d: not d.expected.rows):
            if not alive or len(chosen) == self._effort.kept:
                break
            left = self._survivors(workshop, alive, [one], rules)
            if len(left) < len(alive):
                chosen.append(one)
                alive = left
        return (*steady, *chosen)

    def _survivors(
        self, workshop: Path, alive: Sequence[str], datasets: Sequence[Dataset], rules: Judge
    ) -> list[str]:
        """Return the mutants that give the expected result on every one of the data sets."""
        queries = [Query(sql, one.schema) for sql in alive for one in datasets]
        found = (
            iter(self._sandbox.run_each(workshop, queries, limits=_MUTANT_LIMITS)) if queries else iter(())
        )
        survivors = []
        for sql in alive:
            results = list(itertools.islice(found, len(datasets)))
            same = (
                isinstance(result, Table)
                and rules.difference(one.expected, as_result(result), lenient=one.is_made) is None
                for result, one in zip(results, datasets, strict=True)
            )
            if all(same):
                survivors.append(sql)
        return survivors

    def _run(self, path: Path, queries: Sequence[Query]) -> list[Table | QueryFault]:
        return self._sandbox.run_each(path, queries, limits=LIMITS) if queries else []


def _conditions(gold: str, schema: Schema) -> Mapping[str, int]:
    try:
        return shape(gold, schema).get("filter", {})
    except SqlTextError:
        return {}
