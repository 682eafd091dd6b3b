"""Which columns made-up values are taken from."""

from athena.grading.links import fill_order, find_links
from athena.sqltext.schema import read_schema

_TWO_LISTS = """
CREATE TABLE books (id INTEGER PRIMARY KEY);
CREATE TABLE stock (book_id INTEGER PRIMARY KEY REFERENCES books (id));
"""


def test_a_key_that_points_to_a_key_is_not_pointed_back_to() -> None:
    links = find_links(read_schema(_TWO_LISTS), ["books.id = stock.book_id"])
    assert links == {("stock", "book_id"): ("books", "id")}


def test_of_two_tables_joined_by_their_keys_one_comes_first() -> None:
    schema = read_schema("CREATE TABLE a (x INTEGER PRIMARY KEY); CREATE TABLE b (y INTEGER PRIMARY KEY);")
    links = find_links(schema, ["a.x = b.y"])
    assert links == {("a", "x"): ("b", "y")}
    assert fill_order(schema, links) == ("b", "a")
