"""From text to one parsed query, or a sentence that says why not."""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from athena.errors import InputError

Dialect: TypeAlias = Literal["duckdb", "sqlite", "mysql", "postgres"]
DIALECTS: Final[tuple[Dialect, ...]] = ("duckdb", "sqlite", "mysql", "postgres")
_LONGEST: Final = 100_000

logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


class SqlTextError(InputError):
    """SQL that cannot be read; the message says what and where."""

    title = "The SQL cannot be read"


def parse_query(sql: str, dialect: Dialect = "duckdb") -> exp.Query:
    """Return the one query in ``sql``. Raises SqlTextError when it is none, several or unreadable."""
    if len(sql) > _LONGEST:
        raise SqlTextError(f"The query is longer than {_LONGEST} characters.")
    found = parse_all(sql, dialect)
    if not found:
        raise SqlTextError("There is no query.")
    if len(found) > 1:
        raise SqlTextError(f"Expected one query, found {len(found)} statements. Send only the query.")
    query = found[0]
    if not isinstance(query, exp.Query):
        raise SqlTextError(f"Expected a query that reads (SELECT), found {_first_word(sql, dialect)}.")
    return query


def _first_word(sql: str, dialect: Dialect) -> str:
    return next((token.text.upper() for token in sqlglot.tokenize(sql, read=dialect)), "nothing")


def parse_all(sql: str, dialect: Dialect = "duckdb") -> list[exp.Expr]:
    """Return the statements in ``sql``, empty ones left out. Raises SqlTextError."""
    try:
        found = sqlglot.parse(_plain_joins(sql) if dialect == "mysql" else sql, read=dialect)
    except SqlglotError as error:
        raise SqlTextError(_sentence(error, dialect)) from error
    except RecursionError as error:
        raise SqlTextError("The query is nested too deeply.") from error
    return [one for one in found if one is not None and not isinstance(one, exp.Semicolon)]


def _plain_joins(sql: str) -> str:
    """Return MySQL without STRAIGHT_JOIN, which only tells the optimiser what to do first."""
    if "straight_join" not in sql.lower():
        return sql
    tokens = sqlglot.tokenize(sql, read="mysql")
    for before, token in reversed(list(pairwise([None, *tokens]))):
        if token is not None and token.text.upper() == "STRAIGHT_JOIN" and sql[token.start] in "sS":
            word = "" if before is not None and before.text.upper() == "SELECT" else "JOIN"
            sql = sql[: token.start] + word + sql[token.end + 1 :]
    return sql


def render(tree: exp.Expr, *, pretty: bool = False) -> str:
    """Return the tree as DuckDB's SQL."""
    try:
        return tree.sql("duckdb", pretty=pretty, unsupported_level=sqlglot.ErrorLevel.IGNORE)
    except (SqlglotError, ValueError, RecursionError) as error:
        raise SqlTextError("The query uses something that cannot be expressed in DuckDB.") from error


def statements(sql: str, dialect: Dialect = "duckdb") -> tuple[str, ...]:
    """Return each statement in ``sql`` as text of its own dialect. Raises SqlTextError."""
    return tuple(one.sql(dialect) for one in parse_all(sql, dialect))


def pretty(sql: str) -> str:
    """Return DuckDB's SQL laid out in lines. Raises SqlTextError."""
    return ";\n\n".join(render(one, pretty=True) for one in parse_all(sql))


def _sentence(error: SqlglotError, dialect: Dialect) -> str:
    details = getattr(error, "errors", None) or [{}]
    first = details[0]
    place = f" near {first['highlight']!r}" if first.get("highlight") else ""
    line = f" (line {first['line']}, column {first['col']})" if first.get("line") else ""
    what = str(first.get("description") or "The text ends too early or a quote is open").rstrip(".")
    what = "something is missing" if "<Token" in what else what
    return f"This is not readable as {dialect} SQL: {what}{place}{line}."
