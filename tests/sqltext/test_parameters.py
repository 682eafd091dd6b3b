from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.sqltext.parameters import Parameter, ParameterKind, parameters

COLUMNS = {
    "started_at": "TIMESTAMP",
    "score": "DOUBLE",
    "department": "VARCHAR",
    "demo": "BOOLEAN",
    "n": "INTEGER",
}


def kinds(sql: str) -> dict[str, str]:
    return {one.name: one.kind.value for one in parameters(sql, COLUMNS)}


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("SELECT 1 FROM s WHERE started_at >= $x", "moment"),
        ("SELECT 1 FROM s WHERE s.score > $x", "number"),
        ("SELECT 1 FROM s WHERE $x = department", "text"),
        ("SELECT 1 FROM s WHERE demo = $x", "truth"),
        ("SELECT 1 FROM s WHERE n IN (1, $x)", "whole"),
        ("SELECT 1 FROM s WHERE score BETWEEN 0 AND $x", "number"),
        ("SELECT 1 FROM s WHERE started_at::DATE = $x", "day"),
        ("SELECT $x::DATE", "day"),
        ("SELECT CAST($x AS BIGINT)", "whole"),
        ("SELECT 1 LIMIT $x", "whole"),
        ("SELECT $x", "text"),
    ],
)
def test_a_kind_comes_from_where_the_parameter_stands(sql: str, kind: str) -> None:
    assert kinds(sql) == {"x": kind}


@pytest.mark.parametrize("name", ["from", "until", "start_date"])
def test_a_name_of_a_day_asks_for_a_day_where_nothing_else_tells(name: str) -> None:
    assert kinds(f"SELECT ${name}") == {name: "day"}


def test_a_parameter_that_occurs_twice_is_asked_for_once_with_what_either_place_tells() -> None:
    assert kinds("SELECT $x, score FROM s WHERE score < $x") == {"x": "number"}


def test_parameters_come_in_the_order_they_are_written_in() -> None:
    names = [one.name for one in parameters("SELECT $b, $a FROM s WHERE n = $c AND $a", COLUMNS)]
    assert names == ["b", "a", "c"]


def test_a_dollar_sign_in_a_string_or_a_comment_is_no_parameter() -> None:
    assert parameters("SELECT '$x' -- $y\n", COLUMNS) == ()


def test_parameters_of_an_unfinished_query_are_found_all_the_same() -> None:
    assert parameters("SELECT FROM WHERE $x = (", COLUMNS) == (Parameter("x", ParameterKind.TEXT),)


@given(st.text())
def test_any_text_has_parameters_or_none(text: str) -> None:
    assert all(one.name.isidentifier() for one in parameters(text, COLUMNS))
