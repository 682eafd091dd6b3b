# ruff: noqa: E501 (queries stay on one line)
"""A small shop whose questions have right and wrong answers."""

from __future__ import annotations

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Comparison

SETUP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, country VARCHAR);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), amount DECIMAL(10, 2),
    status VARCHAR NOT NULL, ordered_on DATE NOT NULL
);
"""
VISIBLE = """
INSERT INTO customers VALUES (1, 'Ada', 'UK'), (2, 'Bob', 'UK'), (3, 'Cy', 'DE');
INSERT INTO orders VALUES
    (1, 1, 10, 'paid', '2024-01-05'), (2, 1, 20, 'open', '2024-01-09'), (3, 2, 30, 'paid', '2024-02-01');
"""


def exercise(*gold: str, comparison: Comparison | None = None, **more: object) -> Exercise:
    """An exercise on the shop's tables."""
    return Exercise(SETUP, VISIBLE, gold, comparison or Comparison(), **more)  # type: ignore[arg-type]


PER_CUSTOMER = "SELECT c.name, COUNT(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name"
WITHOUT_ORDERS = (
    "SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)"
)
PAID_SINCE = "SELECT id, amount FROM orders WHERE status = 'paid' AND ordered_on >= DATE '2024-01-05'"
DEAREST = "SELECT id FROM orders WHERE amount = (SELECT MAX(amount) FROM orders)"
COUNTRIES = "SELECT DISTINCT country FROM customers WHERE country IS NOT NULL"
PER_MONTH = (
    "SELECT date_trunc('month', ordered_on) AS month, SUM(amount) AS total FROM orders GROUP BY 1 ORDER BY 1"
)
ABOVE_AVERAGE = "SELECT id FROM orders WHERE amount > (SELECT AVG(amount) FROM orders)"
RANKED = "SELECT id, RANK() OVER (ORDER BY amount DESC NULLS LAST) AS place FROM orders"
BY_NAME = "SELECT name, id FROM customers ORDER BY name DESC, id"
SOME_COUNTRY = "SELECT id FROM customers WHERE country LIKE 'U%'"

RIGHT = [
    (
        PER_CUSTOMER,
        "SELECT name, (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) FROM customers c",
    ),
    (
        PER_CUSTOMER,
        "WITH n AS (SELECT customer_id, COUNT(*) AS k FROM orders GROUP BY 1) "
        "SELECT name, COALESCE(k, 0) FROM customers LEFT JOIN n ON n.customer_id = customers.id",
    ),
    (
        PER_CUSTOMER,
        "SELECT ANY_VALUE(name), COUNT(customer_id) FROM orders RIGHT JOIN customers c ON customer_id = c.id GROUP BY c.id",
    ),
    (
        WITHOUT_ORDERS,
        "SELECT c.name FROM customers c LEFT JOIN orders o ON c.id = o.customer_id WHERE o.id IS NULL",
    ),
    (
        WITHOUT_ORDERS,
        "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)",
    ),
    (
        WITHOUT_ORDERS,
        "SELECT name FROM customers ANTI JOIN orders ON customers.id = customer_id ORDER BY name",
    ),
    (PAID_SINCE, "select id, amount from orders where not (status <> 'paid' or ordered_on < '2024-01-05');"),
    (
        PAID_SINCE,
        "SELECT id, CAST(amount AS DOUBLE) FROM orders WHERE ordered_on > '2024-01-04' AND status IN ('paid')",
    ),
    (
        DEAREST,
        "SELECT id FROM (SELECT id, RANK() OVER (ORDER BY amount DESC NULLS LAST) r, amount FROM orders) WHERE r = 1 AND amount IS NOT NULL",
    ),
    (
        DEAREST,
        "SELECT a.id FROM orders a WHERE amount >= ALL (SELECT amount FROM orders WHERE amount IS NOT NULL) AND amount IS NOT NULL",
    ),
    (COUNTRIES, "SELECT country FROM customers WHERE country IS NOT NULL GROUP BY country"),
    (
        COUNTRIES,
        "SELECT country FROM customers WHERE country IS NOT NULL UNION SELECT country FROM customers WHERE country <> ''",
    ),
    (
        PER_MONTH,
        "SELECT CAST(strftime(ordered_on, '%Y-%m-01') AS DATE) AS m, SUM(amount) FROM orders GROUP BY m ORDER BY m",
    ),
    (
        ABOVE_AVERAGE,
        "SELECT o.id FROM orders o CROSS JOIN (SELECT AVG(amount) AS a FROM orders) WHERE o.amount > a",
    ),
    (
        RANKED,
        "SELECT id, 1 + (SELECT COUNT(*) FROM orders x WHERE x.amount > o.amount OR (o.amount IS NULL AND x.amount IS NOT NULL)) FROM orders o",
    ),
    (BY_NAME, "SELECT c.name, c.id FROM customers AS c ORDER BY 1 DESC, 2 ASC"),
    (SOME_COUNTRY, "SELECT id FROM customers WHERE starts_with(country, 'U')"),
    (SOME_COUNTRY, "SELECT id FROM customers WHERE left(country, 1) = 'U' ORDER BY id DESC"),
]
WRONG = [
    ("an inner join drops customers", PER_CUSTOMER, PER_CUSTOMER.replace("LEFT JOIN", "JOIN")),
    ("count(*) counts the padding", PER_CUSTOMER, PER_CUSTOMER.replace("COUNT(o.id)", "COUNT(*)")),
    ("count of another column skips nulls", PER_CUSTOMER, PER_CUSTOMER.replace("COUNT(o.id)", "COUNT(o.amount)")),
    ("namesakes fall together", PER_CUSTOMER, PER_CUSTOMER.replace("c.id, c.name", "c.name")),
    ("the columns are turned", PER_CUSTOMER, PER_CUSTOMER.replace("c.name, COUNT(o.id) AS n", "COUNT(o.id), c.name")),
    ("a column is missing", PER_CUSTOMER, PER_CUSTOMER.replace(", COUNT(o.id) AS n", "")),
    ("not in with nulls", WITHOUT_ORDERS, "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)"),
    ("without a condition on the missing side", WITHOUT_ORDERS, "SELECT c.name FROM customers c LEFT JOIN orders o ON c.id = o.customer_id"),
    ("a distinct too many", WITHOUT_ORDERS, WITHOUT_ORDERS.replace("SELECT name", "SELECT DISTINCT name")),
    ("later than instead of since", PAID_SINCE, PAID_SINCE.replace(">=", ">")),
    ("or instead of and", PAID_SINCE, PAID_SINCE.replace("AND", "OR")),
    ("a pattern instead of equality", PAID_SINCE, PAID_SINCE.replace("= 'paid'", "LIKE '%paid%'")),
    ("the year alone", PAID_SINCE, PAID_SINCE.replace("ordered_on >= DATE '2024-01-05'", "year(ordered_on) >= 2024")),
    ("limit 1 where several are equal", DEAREST, "SELECT id FROM orders ORDER BY amount DESC NULLS LAST LIMIT 1"),
    ("nulls first", DEAREST, "SELECT id FROM orders ORDER BY amount DESC NULLS FIRST LIMIT 1"),
    ("a distinct too few", COUNTRIES, COUNTRIES.replace("DISTINCT ", "")),
    ("null is kept", COUNTRIES, "SELECT DISTINCT country FROM customers"),
    ("the months are in no order", PER_MONTH, PER_MONTH.replace(" ORDER BY 1", " ORDER BY 2")),
    ("the months of all years fall together", PER_MONTH, "SELECT month(ordered_on), SUM(amount) FROM orders GROUP BY 1 ORDER BY 1"),
    ("equal to the average too", ABOVE_AVERAGE, ABOVE_AVERAGE.replace("amount >", "amount >=")),
    ("the average counts null as nothing", ABOVE_AVERAGE, ABOVE_AVERAGE.replace("AVG(amount)", "AVG(COALESCE(amount, 0))")),
    ("numbered instead of ranked", RANKED, RANKED.replace("RANK()", "ROW_NUMBER()")),
    ("ranked without gaps", RANKED, RANKED.replace("RANK()", "DENSE_RANK()")),
    ("without the order", BY_NAME, "SELECT name, id FROM customers"),
    ("the other direction", BY_NAME, BY_NAME.replace("name DESC", "name")),
    ("equal names in no order", BY_NAME, BY_NAME.replace(", id", "", 2).replace("SELECT name", "SELECT name, id")),
    ("somewhere in the text", SOME_COUNTRY, SOME_COUNTRY.replace("'U%'", "'%U%'")),
    ("in any case", SOME_COUNTRY, SOME_COUNTRY.replace("LIKE", "ILIKE")),
]  # fmt: skip
