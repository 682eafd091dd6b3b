"""Which random data is worth keeping: that which tells further small mistakes from the reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from athena.grading.suite import Dataset, Judge, as_result
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import Limits, Query, QueryFault, Table
from athena.sqltext.mutants import mutants

_LIMITS: Final = Limits(seconds=0.4, memory_mb=256, rows=5_000)
_OF_RECURSIVE: Final = 8
_Running: TypeAlias = Callable[[Query], Table | QueryFault]


def telling(
    sandbox: Sandbox, path: Path, rules: Judge, mutants: Sequence[str], datasets: Sequence[Dataset], kept: int
) -> tuple[Dataset, ...]:
    """Return all but the random data sets, and up to ``kept`` of these that tell more ``mutants`` apart.

    A mutant that fails or never ends is told apart too.
    """
    steady = [one for one in datasets if one.kind != "random"]
    lots = sorted((one for one in datasets if one.kind == "random"), key=_fullest)
    if not mutants or not lots:
        return tuple(steady)
    chosen: list[Dataset] = []
    with sandbox.running(path, limits=_LIMITS) as outcome:
        alive = [sql for sql in mutants if _lives(sql, sorted(steady, key=_fullest), rules, outcome)]
        for one in lots:
            left = [sql for sql in alive if _lives(sql, [one], rules, outcome)]
            if len(left) < len(alive) and len(chosen) < kept:
                chosen.append(one)
                alive = left
    return (*steady, *chosen)


def neighbours(gold: str, most: int) -> tuple[str, ...]:
    """Return up to ``most`` mutants; few of a recursive query, as these may never end."""
    return mutants(gold, min(most, _OF_RECURSIVE) if "recursive" in gold.lower() else most)


def _lives(sql: str, datasets: Sequence[Dataset], rules: Judge, outcome: _Running) -> bool:
    """Whether a mutant gives the expected result on every one of the data sets."""
    for one in datasets:
        found = outcome(Query(sql, one.schema))
        if isinstance(found, QueryFault):
            return False
        if rules.difference(one.expected, as_result(found), lenient=one.is_made) is not None:
            return False
    return True


def _fullest(dataset: Dataset) -> int:
    return -len(dataset.expected.rows)
