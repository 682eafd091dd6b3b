"""The rules a set-up declares, in a form data can be held against whatever the order of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from athena.sqltext.parsing import parse_all, render
from athena.sqltext.schema import ForeignKey, Schema, TableSchema, quoted, read_schema


@dataclass(frozen=True, slots=True)
class Rules:
    """``ddl`` makes the tables with every rule but foreign keys; ``strays`` are (words, query) pairs.

    A query of ``strays`` returns a row where a foreign key points nowhere.
    """

    ddl: tuple[str, ...]
    strays: tuple[tuple[str, str], ...]


def read_rules(setup: str) -> Rules:
    """Return the rules of DuckDB's DDL. Raises SqlTextError."""
    statements = parse_all(setup)
    for statement in statements:
        for node in list(statement.find_all(exp.ForeignKey, exp.Reference)):
            _drop(node)
    return Rules(tuple(map(render, statements)), tuple(_strays(read_schema(setup))))


def _drop(node: exp.Expr) -> None:
    """Take a foreign key out of its table, with the name it may have been given."""
    holder = node.find_ancestor(exp.Constraint, exp.ColumnConstraint)
    (holder or node).pop()


def _strays(schema: Schema) -> Iterator[tuple[str, str]]:
    for table in schema.tables.values():
        for foreign in table.foreign_keys:
            target = schema.tables.get(foreign.table.lower())
            if target is not None:
                words = f"{table.name} ({', '.join(foreign.columns)}) points to no row of {target.name}"
                yield words, _stray(table, foreign, target)


def _stray(table: TableSchema, foreign: ForeignKey, target: TableSchema) -> str:
    pairs = list(zip(foreign.columns, foreign.referenced or target.primary_key, strict=False))
    filled = " AND ".join(f"own.{quoted(column)} IS NOT NULL" for column, _ in pairs)
    same = " AND ".join(f"other.{quoted(key)} = own.{quoted(column)}" for column, key in pairs)
    return (
        f"SELECT 1 FROM {quoted(table.name)} AS own WHERE {filled} AND NOT EXISTS "  # noqa: S608 (quoted)
        f"(SELECT 1 FROM {quoted(target.name)} AS other WHERE {same}) LIMIT 1"
    )
