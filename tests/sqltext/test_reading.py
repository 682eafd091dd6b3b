"""What is read from SQL: schemas, orders, literals, mutants and structure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.sqltext.dialects import transpile
from athena.sqltext.mutants import literals, mutants
from athena.sqltext.ordering import order_keys, with_sort_keys
from athena.sqltext.parsing import Dialect, SqlTextError, parse_query
from athena.sqltext.schema import ForeignKey, Kind, read_schema, table_ddl
from athena.sqltext.structure import likeness, shape, structure_notes

SCHEMA = read_schema(
    "CREATE TABLE customers (id INTEGER PRIMARY KEY, country VARCHAR);"
    "CREATE TABLE orders (id INTEGER, customer_id INTEGER REFERENCES customers (id), status VARCHAR)"
)
GOLD = (
    "SELECT c.country, COUNT(*) AS n FROM customers c JOIN orders o ON o.customer_id = c.id "
    "WHERE o.status = 'paid' GROUP BY c.country HAVING COUNT(*) > 1 ORDER BY n DESC"
)


def test_keys_and_checks_are_read_from_the_ddl() -> None:
    schema = read_schema(
        "CREATE TABLE a (x INT NOT NULL, s VARCHAR CHECK (s IN ('p', 'q')), y DATE, "
        "PRIMARY KEY (x), FOREIGN KEY (y) REFERENCES b (z))"
    )
    table = schema.tables["a"]
    assert table.primary_key == ("x",)
    assert table.foreign_keys == (ForeignKey(("y",), "b", ("z",)),)
    assert [column.kind for column in table.columns] == [Kind.INTEGER, Kind.TEXT, Kind.DATE]
    assert (table.columns[0].not_null, table.columns[1].values) == (True, ("p", "q"))


def test_a_dump_of_mysql_makes_tables_of_duckdb() -> None:
    schema = read_schema(
        "CREATE TABLE `t` (`id` INT UNSIGNED AUTO_INCREMENT, e ENUM('a','b'), KEY k (e)) ENGINE=InnoDB;"
        "ALTER TABLE `t` ADD PRIMARY KEY (`id`);",
        "mysql",
    )
    assert table_ddl(schema.tables["t"]) == 'CREATE TABLE "t" ("id" BIGINT, "e" VARCHAR COLLATE NOCASE)'
    assert schema.tables["t"].primary_key == ("id",)


@pytest.mark.parametrize(
    ("sql", "columns", "keys", "hidden"),
    [
        ("SELECT a, b FROM t ORDER BY b DESC", ["a", "b"], (1,), False),
        ("SELECT a, b AS c FROM t ORDER BY 2, a", ["a", "c"], (1, 0), False),
        ("SELECT a, SUM(b) FROM t GROUP BY a ORDER BY SUM(b)", ["a", "sum(b)"], (1,), False),
        ("SELECT * FROM t ORDER BY b", ["a", "b"], (1,), False),
        ("SELECT a FROM t ORDER BY a, b", ["a"], (0,), True),
        ("SELECT a FROM t UNION SELECT b FROM u ORDER BY 1", ["a"], (0,), False),
        ("SELECT a, b FROM t ORDER BY ALL", ["a", "b"], (0, 1), False),
    ],
)
def test_the_sort_keys_are_found_among_the_columns(
    sql: str, columns: list[str], keys: tuple[int, ...], hidden: bool
) -> None:
    ordering = order_keys(sql, columns)
    assert ordering is not None
    assert (ordering.keys, ordering.hidden) == (keys, hidden)


def test_an_order_inside_a_subquery_is_no_order() -> None:
    assert order_keys("SELECT a FROM (SELECT a FROM t ORDER BY a)", ["a"]) is None


def test_hidden_sort_keys_become_columns_unless_distinct_forbids_it() -> None:
    assert with_sort_keys("SELECT a FROM t ORDER BY b") == "SELECT a, b AS __sort_key_0 FROM t ORDER BY b"
    assert with_sort_keys("SELECT DISTINCT a FROM t ORDER BY b") is None


def test_mutants_are_readable_neighbours() -> None:
    made = mutants(GOLD)
    assert len(made) == len(set(made)) > 12
    assert any("LEFT JOIN" in one for one in made)
    assert all(parse_query(one) for one in made)
    assert len(mutants(GOLD, limit=5)) == 5


def test_literals_are_split_by_kind() -> None:
    assert literals("SELECT 1.5 FROM t WHERE a = 'x' AND b > 3") == ({"x"}, {1.5, 3.0})


def notes(sql: str) -> tuple[str, ...]:
    return structure_notes(shape(GOLD, SCHEMA), shape(sql, SCHEMA))


def test_the_same_clauses_under_other_names_are_alike() -> None:
    other = (
        "select country, count(*) from orders join customers on customers.id = customer_id "
        "where 'paid' = status group by 1 having 1 < count(*) order by count(*) desc"
    )
    assert likeness(shape(GOLD, SCHEMA), shape(other, SCHEMA)) == 1
    assert notes(other) == ()


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (
            "GROUP BY c.country",
            "GROUP BY c.country, c.id",
            "You group by customers.country and customers.id, expected customers.country.",
        ),
        (" ORDER BY n DESC", "", "ORDER BY is missing."),
        (" HAVING COUNT(*) > 1", "", "HAVING is missing."),
        ("SELECT", "SELECT DISTINCT", "DISTINCT is not expected."),
        ("JOIN", "LEFT JOIN", "You use a left join, expected an inner join."),
        ("n DESC", "n", "You order by count(*), expected count(*) descending."),
        ("COUNT(*) AS n", "COUNT(o.id) AS n", "You compute count(orders.id), expected count(*)."),
    ],
)
def test_a_difference_in_structure_is_said_in_words(old: str, new: str, note: str) -> None:
    assert note in notes(GOLD.replace(old, new))


@pytest.mark.parametrize("dialect", ["sqlite", "mysql"])
def test_notes_speak_of_the_columns_that_were_written(dialect: Dialect) -> None:
    written = (
        "SELECT c.country, MAX(o.id) FROM customers c JOIN orders o ON c.id = o.customer_id "
        "GROUP BY c.id ORDER BY c.country"
    )
    said = notes(transpile(written, dialect, SCHEMA))
    assert "You order by customers.country, expected count(*) descending." in said
    assert "You compute max(orders.id), expected count(*)." in said
    assert not [note for note in said if "any_value" in note or "arg_max" in note]


def test_a_function_that_makes_a_table_is_no_table_without_a_name() -> None:
    assert not [note for note in notes("SELECT 1 FROM range(3)") if "table  " in note]


def test_more_in_common_is_more_alike() -> None:
    gold = shape(GOLD, SCHEMA)
    near, far = shape(GOLD.replace("> 1", "> 2"), SCHEMA), shape("SELECT country FROM customers", SCHEMA)
    assert 1 > likeness(gold, near) > likeness(gold, far) > 0


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_query_or_a_sentence(text: str) -> None:
    try:
        parse_query(text)
    except SqlTextError as error:
        said = error.message
    else:
        said = "It is a query."
    assert said.endswith(".")
