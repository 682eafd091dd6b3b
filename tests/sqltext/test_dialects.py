"""A query of another database gives in DuckDB what it gives there."""

from __future__ import annotations

import sqlite3
from collections import Counter
from decimal import Decimal

import duckdb
import pytest

from athena.domain.result_comparison import Comparison, Result, compare
from athena.sqltext.dialects import data_statements, references, transpile
from athena.sqltext.parsing import Dialect, SqlTextError, pretty
from athena.sqltext.schema import Schema, read_schema, table_ddl

DDL = """
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, name VARCHAR(10), day DATE);
CREATE TABLE u (id INTEGER, t_id INTEGER, x REAL);
INSERT INTO t VALUES (1, 7, 2, 'Bob', '2024-01-31'), (2, 9, 2, 'bob', '2023-01-31'), (3, 1, 3, 'x', NULL);
INSERT INTO u VALUES (1, 1, 1.5), (2, 1, 2.5), (3, 2, 9);
"""


def filled(dialect: Dialect) -> tuple[Schema, duckdb.DuckDBPyConnection]:
    """The tables in DuckDB as a set-up of ``dialect`` makes them."""
    schema = read_schema(DDL, dialect)
    connection = duckdb.connect()
    for statement in (*map(table_ddl, schema.tables.values()), *data_statements(DDL, dialect)):
        connection.execute(statement)
    return schema, connection


def answer(sql: str, dialect: Dialect) -> list[tuple[object, ...]]:
    schema, connection = filled(dialect)
    with connection:
        return connection.execute(transpile(sql, dialect, schema)).fetchall()


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT a / b, a / 2.0, a * 1.0 / b FROM t WHERE name = "Bob"',
        "SELECT name, MAX(a) FROM t",
        "SELECT a, COUNT(*) FROM t GROUP BY a ORDER BY name",
        "SELECT t.name, SUM(x) FROM t LEFT JOIN u ON t.id = u.t_id GROUP BY t.id ORDER BY t.name LIMIT 1, 2",
        "SELECT date(day, '+1 day', '+1 month'), strftime('%Y', day), date(day, 'start of month') FROM t",
        "SELECT julianday('2024-03-01') - julianday(day) FROM t",
        "SELECT total(a), group_concat(name, ';') FROM t WHERE id = 1",
        "SELECT CAST(SUM(a) AS REAL) / COUNT(*), SUM(a) / COUNT(*) FROM t",
        "SELECT id FROM t WHERE name LIKE 'BO%' AND day >= '2024-01-01'",
        "SELECT `id`, [name] FROM t WHERE ifnull(day, 'none') = \"none\"",
        "SELECT iif(a > 2, 'big', 'small'), substr(name, -2), instr(name, 'o') FROM t",
        "SELECT COUNT(*) FROM t WHERE name = 5 OR day IS NOT NULL",
        "SELECT name FROM t ORDER BY day, name",
        "SELECT date(day, '+1 month'), date('2024-02-29', '+1 year'), date(day, '-2 months') FROM t",
        "SELECT printf('%f %.1f %d %05.2f|%5s|%-4s|%%', 2.5, x, t_id, x, t_id, id) FROM u",
        "SELECT printf('%s %s', name, a), printf('%d items', a), format('%.2f', a) FROM t",
    ],
)
def test_sqlite_habits_hold(sql: str) -> None:
    with sqlite3.connect(":memory:") as real:
        real.executescript(DDL)
        expected = tuple(real.execute(sql).fetchall())
    real.close()
    given = tuple(answer(sql, "sqlite"))
    width = tuple("c" * len(expected[0]))
    assert compare(Result(width, expected), Result(width, given), Comparison()) is None


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT `id` FROM t WHERE name = "BOB" LIMIT 1, 1', [(2,)]),
        ("SELECT a / b FROM t WHERE id = 1", [(3.5,)]),
        ("SELECT a DIV b, IFNULL(NULL, 4), IF(a > b, 'y', 'n') FROM t WHERE id = 1", [(3, 4, "y")]),
        ("SELECT SUBSTRING_INDEX('a,b,c', ',', 2), SUBSTRING_INDEX('a,b,c', ',', -1)", [("a,b", "c")]),
        (
            "SELECT DATE_FORMAT(day, '%Y-%m'), DATEDIFF('2024-02-02', day) FROM t WHERE id = 1",
            [("2024-01", 2)],
        ),
        ("SELECT id FROM t WHERE name LIKE 'BO%' ORDER BY id", [(1,), (2,)]),
        ("SELECT TRUNCATE(1.789, 1), TRUNCATE(-1.999, 0), TRUNCATE(1789, -2)", [(Decimal("1.7"), -1, 1700)]),
        ("SELECT WEEKDAY('2024-01-01'), WEEKDAY(day) FROM t WHERE id = 1", [(0, 2)]),
        ("SELECT t.id FROM t STRAIGHT_JOIN u ON t.id = u.t_id WHERE x > 5", [(2,)]),
        ("SELECT STRAIGHT_JOIN t.id FROM t JOIN u ON t.id = u.t_id WHERE x > 5", [(2,)]),
        ("SELECT FIELD('b', 'a', 'b'), CHAR_LENGTH('abc'), CONCAT('a', 1)", [(2, 3, "a1")]),
    ],
)
def test_mysql_habits_hold(sql: str, expected: list[tuple[object, ...]]) -> None:
    assert answer(sql, "mysql") == expected


def test_rollup_of_mysql_adds_the_total() -> None:
    assert Counter(answer("SELECT b, SUM(a) FROM t GROUP BY b WITH ROLLUP", "mysql")) == Counter(
        [(2, 16), (3, 1), (None, 17)]
    )


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a / b, a::float / b FROM t WHERE id = 1", [(3, 3.5)]),
        ("SELECT name, count(*) FROM t JOIN u ON t_id = t.id GROUP BY t.id ORDER BY 1 LIMIT 1", [("Bob", 2)]),
        ("SELECT to_char(day, 'YYYY-MM') FROM t WHERE name ~ 'B'", [("2024-01",)]),
        ("SELECT count(*) FILTER (WHERE a > 1) FROM t", [(2,)]),
        ("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t", [(7.0,)]),
        ("SELECT name FROM t ORDER BY day DESC FETCH FIRST 1 ROWS ONLY", [("x",)]),
    ],
)  # fmt: skip
def test_postgres_habits_hold(sql: str, expected: list[tuple[object, ...]]) -> None:
    assert answer(sql, "postgres") == expected


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("", "There is no query."),
        ("SELECT 1; SELECT 2", "found 2 statements"),
        ("DROP TABLE t", "found DROP"),
        ("SELEC x", "found SELEC"),
        ("SELECT FROM WHERE", "not readable as sqlite SQL"),
        ("SELECT 'open", "not readable as sqlite SQL"),
    ],
)
def test_what_is_no_query_is_said_so(sql: str, words: str) -> None:
    with pytest.raises(SqlTextError, match=words):
        transpile(sql, "sqlite")


def test_duckdb_goes_through_untouched() -> None:
    assert transpile("FROM t SELECT a,", "duckdb") == "FROM t SELECT a,"


def test_references_are_split_at_semicolons() -> None:
    assert references("SELECT 1; SELECT 2;", "duckdb") == ("SELECT 1", "SELECT 2")


def test_a_query_is_laid_out_in_lines() -> None:
    assert pretty("select a from t where b=1") == "SELECT\n  a\nFROM t\nWHERE\n  b = 1"
