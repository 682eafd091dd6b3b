"""A task answered by a query: its tables, its data, the queries that answer it and the common wrong ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from athena.domain.result_comparison import Comparison


@dataclass(frozen=True, slots=True)
class HiddenData:
    """Complete data for all tables, written by hand; ``kills`` names the wrong variants it tells apart."""

    name: str
    kills: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class WrongVariant:
    """A common wrong answer; ``why`` tells the candidate what is wrong with it."""

    id: str
    sql: str
    why: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a query is judged by, in DuckDB's dialect.

    ``setup`` is DDL alone; ``visible_data`` and every hidden data set are INSERT statements that fill empty
    tables. The ``gold`` queries (two or more, of different shapes) agree on every data set.
    ``structure_hints`` are words on the shape of a good query.
    """

    setup: str
    visible_data: str
    gold: tuple[str, ...]
    compare: Comparison
    hidden_data: tuple[HiddenData, ...] = ()
    wrong_variants: tuple[WrongVariant, ...] = ()
    structure_hints: tuple[str, ...] = field(default=())
