"""A query of another database as DuckDB's SQL, with that database's habits."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from athena.sqltext.functions import replace_functions, rollup
from athena.sqltext.habits import (
    bare_columns,
    integer_division,
    like_without_case,
    quoted_strings,
    text_against_number,
)
from athena.sqltext.parsing import Dialect, SqlTextError, parse_all, parse_query, render
from athena.sqltext.schema import Schema

_NO_SCHEMA: Final = Schema()


def transpile(sql: str, dialect: Dialect, schema: Schema = _NO_SCHEMA) -> str:
    """Return one query of ``dialect`` as DuckDB's SQL; DuckDB's own is returned as it is.

    ``schema`` tells strings in double quotes from columns and whole-number division from the other.
    Raises SqlTextError when it cannot be read, is no query or is more than one.
    """
    if dialect == "duckdb":
        return sql
    return render(_as_duckdb(parse_query(sql, dialect), dialect, schema))


def data_statements(sql: str, dialect: Dialect) -> tuple[str, ...]:
    """Return what fills the tables (INSERT, UPDATE, DELETE) as DuckDB's SQL. Raises SqlTextError."""
    changes = (exp.Insert, exp.Update, exp.Delete)
    found = parse_all(sql, dialect)
    if dialect == "duckdb" and all(isinstance(one, changes) for one in found):
        return (sql,) if found else ()
    return tuple(render(one) for one in found if isinstance(one, changes))


def references(sql: str, dialect: Dialect, schema: Schema = _NO_SCHEMA) -> tuple[str, ...]:
    """Return each query of a text of several as DuckDB's SQL. Raises SqlTextError."""
    found = parse_all(sql, dialect)
    if not found or not all(isinstance(one, exp.Query) for one in found):
        raise SqlTextError("The reference must hold queries that read (SELECT), separated by semicolons.")
    if dialect == "duckdb" and len(found) == 1:
        return (sql,)
    return tuple(render(_as_duckdb(one, dialect, schema)) for one in found)


def _as_duckdb(tree: exp.Expr, dialect: Dialect, schema: Schema) -> exp.Expr:
    if dialect == "sqlite":
        quoted_strings(tree, schema)
    if dialect in {"sqlite", "mysql"}:
        like_without_case(tree)
        text_against_number(tree, schema)
        rollup(tree)
    if dialect in {"sqlite", "postgres"}:
        integer_division(tree, schema)
    if dialect != "duckdb":
        replace_functions(tree, dialect)
        bare_columns(tree, schema, best_row=dialect == "sqlite")
    return tree
