"""Making data for a schema: rows that keep its keys, drawn by a recipe and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from athena.grading.links import Links, fill_order, key
from athena.grading.pools import Seeds, literal, pool
from athena.sqltext.schema import Kind, Schema, TableColumn, TableSchema, quoted

Rows: TypeAlias = list[tuple[object, ...]]
_TRIES: Final = 4
_FRESH: Final = 0.35


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make a data set: rows per table, share of NULLs, and how few and how uneven the values are."""

    name: str
    rows: tuple[int, ...]
    nulls: float = 0.0
    few: int | None = None
    skewed: bool = False
    focused: bool = True


FIXED: Final = (
    Recipe("empty", (0,)),
    Recipe("one row", (1,)),
    Recipe("nulls", (12,), nulls=0.35),
    Recipe("duplicates", (14,), few=3),
    Recipe("ties", (12,), few=2, skewed=True),
    Recipe("larger", (60,), nulls=0.08, skewed=True, focused=False),
)


def random_recipe(number: int, lots: Random) -> Recipe:
    """Return a recipe of no special kind."""
    sizes = (0, 3, 6, 12, 25, 50) if lots.random() < 0.5 else (2, 5, 8, 12, 20)
    return Recipe(
        f"random {number}",
        sizes,
        nulls=lots.choice((0.0, 0.1, 0.25)),
        skewed=lots.random() < 0.6,
        focused=lots.random() < 0.6,
    )


def generate(schema: Schema, links: Links, recipe: Recipe, seeds: Seeds, lots: Random) -> tuple[str, ...]:
    """Return INSERT and DELETE statements that fill the tables; the same lots give the same data."""
    filled: dict[str, Rows] = {}
    for name in fill_order(schema, links):
        filled[name] = _Filling(schema, links, recipe, seeds, lots, filled).rows(name)
    inserts = [_insert(schema.tables[name], rows) for name, rows in filled.items() if rows]
    return (*inserts, *_kept_checks(schema))


class _Filling:
    """Makes the rows of one table, with the tables it points to at hand."""

    def __init__(
        self,
        schema: Schema,
        links: Links,
        recipe: Recipe,
        seeds: Seeds,
        lots: Random,
        filled: dict[str, Rows],
    ) -> None:
        self._schema = schema
        self._links = links
        self._recipe = recipe
        self._seeds = seeds
        self._lots = lots
        self._filled = filled

    def rows(self, name: str) -> Rows:
        """Return the rows of a table; a row whose keys are taken is drawn again, a few times."""
        table = self._schema.tables[name]
        pools = [self._pool(name, column) for column in table.columns]
        taken: list[set[tuple[object, ...]]] = [set() for _ in self._uniques(table)]
        rows: Rows = []
        for _ in range(self._lots.choice(self._recipe.rows)):
            row = self._fresh_row(table, pools, taken, rows)
            if row is not None:
                rows.append(row)
        return rows

    def _fresh_row(
        self,
        table: TableSchema,
        pools: Sequence[Sequence[object]],
        taken: Sequence[set[tuple[object, ...]]],
        earlier: Rows,
    ) -> tuple[object, ...] | None:
        """Return a row that breaks no rule of its table, None when there is none to be had."""
        for _ in range(_TRIES):
            row = tuple(
                self._value(table, column, values, earlier)
                for column, values in zip(table.columns, pools, strict=True)
            )
            if any(
                value is None and not _nullable(table, column)
                for column, value in zip(table.columns, row, strict=True)
            ):
                continue
            keys = [tuple(row[i] for i in places) for places in self._uniques(table)]
            if not any(one in used for one, used in zip(keys, taken, strict=True) if None not in one):
                for one, used in zip(keys, taken, strict=True):
                    used.add(one)
                return row
        return None

    def _uniques(self, table: TableSchema) -> list[tuple[int, ...]]:
        names = [column.name.lower() for column in table.columns]
        primary = tuple(names.index(one) for one in key(table) if one in names)
        single: list[tuple[int, ...]] = [(i,) for i, column in enumerate(table.columns) if column.unique]
        return [primary, *single] if primary else single

    def _pool(self, name: str, column: TableColumn) -> Sequence[object]:
        link = self._links.get((name, column.name.lower()))
        if link is not None and link[0] != name:
            return self._column(*link)
        values = pool(name, column, self._seeds, self._lots, focused=self._recipe.focused)
        few = self._recipe.few
        return values if few is None or len(values) <= few else self._lots.sample(values, few)

    def _column(self, name: str, column: str) -> list[object]:
        names = [one.name.lower() for one in self._schema.tables[name].columns]
        values = [row[names.index(column)] for row in self._filled.get(name, ())]
        return [value for value in values if value is not None]

    def _value(
        self, table: TableSchema, column: TableColumn, values: Sequence[object], earlier: Rows
    ) -> object:
        low = column.name.lower()
        link = self._links.get((table.name.lower(), low))
        gap = _nullable(table, column) and self._lots.random() < self._recipe.nulls
        if link is not None and link[0] == table.name.lower():
            return None if gap else self._earlier(table, link[1], column, earlier)
        if key(table) == (low,) and link is None:
            return self._key_value(column, values, len(earlier))
        if not values or gap:
            return None
        if (
            link is None
            and column.kind is Kind.REAL
            and self._recipe.few is None
            and self._lots.random() < _FRESH
        ):
            return round(self._lots.uniform(0, 1000), 2)
        return values[self._index(len(values), skewed=self._recipe.skewed and link is not None)]

    def _earlier(self, table: TableSchema, target: str, column: TableColumn, earlier: Rows) -> object:
        """Return the key of an earlier row of the same table: a tree, its root without one."""
        if not earlier:
            return None if _nullable(table, column) else 1
        at = [one.name.lower() for one in table.columns].index(target)
        return self._lots.choice(earlier)[at]

    def _key_value(self, column: TableColumn, values: Sequence[object], number: int) -> object:
        if column.kind in {Kind.INTEGER, Kind.REAL}:
            return number + 1
        value = values[self._index(len(values), skewed=False)] if values else f"k{number}"
        plain = column.kind is not Kind.TEXT or column.values or self._lots.random() < 0.4
        return value if plain else f"{value}{number}"

    def _index(self, length: int, *, skewed: bool) -> int:
        return min(int(length * self._lots.random() ** (4 if skewed else 1)), length - 1)


def _nullable(table: TableSchema, column: TableColumn) -> bool:
    return not column.not_null and column.name.lower() not in key(table)


def _insert(table: TableSchema, rows: Rows) -> str:
    tuples = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    return f"INSERT INTO {quoted(table.name)} VALUES {tuples}"  # noqa: S608 (literals are escaped)


def _kept_checks(schema: Schema) -> list[str]:
    """Return statements that drop rows which break a CHECK."""
    return [
        f"DELETE FROM {quoted(table.name)} WHERE NOT ({check})"  # noqa: S608 (the author's own DDL)
        for table in schema.tables.values()
        for check in table.checks
    ]
