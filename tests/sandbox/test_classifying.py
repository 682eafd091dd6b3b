from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.sandbox.classifying import check
from athena.sandbox.values import FaultKind, QueryFault

PIECES = st.sampled_from(
    [
        "SELECT 1",
        ";",
        "--",
        "\n",
        "/*",
        "*/",
        "'",
        "''",
        '"',
        "$$",
        "$a$",
        "E'\\''",
        " ",
        "DELETE",
        "(",
        "x",
        "é$",
    ]
)


def kind(sql: str) -> FaultKind | None:
    try:
        check(sql)
    except QueryFault as fault:
        return fault.kind
    return None


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1;",
        "SELECT 1 ; ; -- done",
        "SELECT ';'",
        "SELECT 1 /* ; /* nested ; */ ; */",
        "SELECT $$;$$, $a$ ; $a$",
        "SELECT E'\\';'",
        'SELECT 1 AS "a;b"',
        "WITH x AS (SELECT 1) FROM x",
        "((SELECT 1))",
        "VALUES (1)",
        "EXPLAIN SELECT 1",
        "SELECT 'unended",
    ],
)
def test_nothing_is_said_of_one_statement_that_reads(sql: str) -> None:
    assert kind(sql) is None


@pytest.mark.parametrize("sql", ["", " \n\t", ";", "-- only a comment", "/* only */ ;", "("])
def test_nothing_to_run_is_empty(sql: str) -> None:
    assert kind(sql) is FaultKind.EMPTY


@pytest.mark.parametrize(
    "sql", ["update t set a = 1", "/* x */ (DELETE FROM t)", "COPY t TO 'x'", "SET threads = 4"]
)
def test_a_plain_write_is_told(sql: str) -> None:
    assert kind(sql) is FaultKind.WRITE


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_duckdb_takes_for_one_statement_is_never_called_several(sql: str) -> None:
    try:
        statements = len(duckdb.extract_statements(sql))
    except duckdb.Error:
        return
    assert statements != 1 or kind(sql) not in (FaultKind.SEVERAL, FaultKind.EMPTY)
