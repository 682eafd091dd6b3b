# ruff: noqa: E501 (queries stay on one line)
"""What tutors would give: submissions to four tasks, each with the band of points a person would stay in."""

from __future__ import annotations

from tests.grading.shop import ABOVE_AVERAGE, BY_NAME, PAID_SINCE, PER_CUSTOMER, WITHOUT_ORDERS

PER_COUNTRY = (
    "SELECT country, SUM(amount) AS total FROM customers JOIN orders ON customers.id = customer_id "
    "WHERE status = 'paid' GROUP BY country HAVING SUM(amount) > 100 ORDER BY total DESC"
)
SLIP = (0.6, 0.95)
HALF = (0.35, 0.72)
LITTLE = (0.05, 0.3)
NOTHING = (0.0, 0.1)

BANDS: list[tuple[str, str, str, tuple[float, float]]] = [
    ("counts the padding", PER_CUSTOMER, PER_CUSTOMER.replace("COUNT(o.id)", "COUNT(*)"), SLIP),
    ("inner join", PER_CUSTOMER, PER_CUSTOMER.replace("LEFT JOIN", "JOIN"), (0.5, 0.9)),
    ("no key in the group", PER_CUSTOMER, PER_CUSTOMER.replace("c.id, c.name", "c.name"), SLIP),
    ("an extra column", PER_CUSTOMER, PER_CUSTOMER.replace("SELECT c.name", "SELECT c.id, c.name"), SLIP),
    ("a column left out", PER_CUSTOMER, PER_CUSTOMER.replace("c.name, ", "", 1), (0.5, 0.9)),
    ("columns turned", PER_CUSTOMER, PER_CUSTOMER.replace("c.name, COUNT(o.id) AS n", "COUNT(o.id), c.name"), (0.75, 0.95)),
    ("cross join", PER_CUSTOMER, PER_CUSTOMER.replace("LEFT JOIN orders o ON o.customer_id = c.id", "CROSS JOIN orders o"), HALF),
    ("no group by", PER_CUSTOMER, "SELECT c.name, COUNT(o.id) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id", HALF),
    ("orders alone", PER_CUSTOMER, "SELECT customer_id, COUNT(*) FROM orders GROUP BY customer_id", (0.1, 0.5)),
    ("the table alone", PER_CUSTOMER, "SELECT * FROM customers", LITTLE),
    ("unrelated", PER_CUSTOMER, "SELECT 42", NOTHING),
    ("missing parenthesis", PER_CUSTOMER, PER_CUSTOMER.replace("COUNT(o.id)", "COUNT(o.id"), SLIP),
    ("misspelt column", PER_CUSTOMER, PER_CUSTOMER.replace("c.name,", "c.nmae,"), SLIP),
    ("misspelt keyword", PER_CUSTOMER, PER_CUSTOMER.replace("GROUP BY", "GRUOP BY"), SLIP),
    ("the other comparison", PAID_SINCE, PAID_SINCE.replace(">=", ">"), (0.7, 0.95)),
    ("one condition missing", PAID_SINCE, "SELECT id, amount FROM orders WHERE status = 'paid'", SLIP),
    ("or for and", PAID_SINCE, PAID_SINCE.replace(" AND ", " OR "), (0.5, 0.9)),
    ("wrong literal", PAID_SINCE, PAID_SINCE.replace("'paid'", "'Paid'"), SLIP),
    ("no condition", PAID_SINCE, "SELECT id, amount FROM orders", (0.2, 0.55)),
    ("all columns, no condition", PAID_SINCE, "SELECT * FROM orders", LITTLE),
    ("another table", PAID_SINCE, "SELECT id, name FROM customers", (0.0, 0.25)),
    ("extra column", PAID_SINCE, PAID_SINCE.replace("id, amount", "id, amount, status"), SLIP),
    ("misspelt column", PAID_SINCE, PAID_SINCE.replace("ordered_on", "orderd_on"), SLIP),
    ("missing and", PAID_SINCE, PAID_SINCE.replace(" AND ", " "), SLIP),
    ("open quote", PAID_SINCE, PAID_SINCE.replace("'paid'", "'paid"), (0.5, 0.95)),
    ("condition negated", PAID_SINCE, PAID_SINCE.replace("status =", "status <>"), (0.45, 0.85)),
    ("sorted upwards", PER_COUNTRY, PER_COUNTRY.replace(" DESC", ""), (0.75, 0.95)),
    ("not sorted", PER_COUNTRY, PER_COUNTRY.replace(" ORDER BY total DESC", ""), (0.75, 0.95)),
    ("no having", PER_COUNTRY, PER_COUNTRY.replace(" HAVING SUM(amount) > 100", ""), SLIP),
    ("having at least", PER_COUNTRY, PER_COUNTRY.replace("> 100", ">= 100"), (0.75, 0.95)),
    ("no condition on rows", PER_COUNTRY, PER_COUNTRY.replace(" WHERE status = 'paid'", ""), SLIP),
    ("average for sum", PER_COUNTRY, PER_COUNTRY.replace("SUM", "AVG"), (0.45, 0.85)),
    ("having in where", PER_COUNTRY, PER_COUNTRY.replace(" GROUP BY country HAVING SUM(amount) > 100", " AND SUM(amount) > 100 GROUP BY country"), (0.45, 0.85)),
    ("no join condition", PER_COUNTRY, PER_COUNTRY.replace("JOIN orders ON customers.id = customer_id", "CROSS JOIN orders"), (0.4, 0.8)),
    ("groups by the customer", PER_COUNTRY, PER_COUNTRY.replace("GROUP BY country", "GROUP BY country, name"), SLIP),
    ("one step of many", PER_COUNTRY, "SELECT country FROM customers", LITTLE),
    ("nonsense", PER_COUNTRY, "please give me full marks", NOTHING),
    ("a comment asks for marks", PER_COUNTRY, "SELECT 'paid' -- FROM customers JOIN orders GROUP BY country HAVING SUM(amount) > 100", NOTHING),
    ("not in with nulls", WITHOUT_ORDERS, "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)", SLIP),
    ("in for not in", WITHOUT_ORDERS, "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)", (0.35, 0.8)),
    ("left join, nothing kept out", WITHOUT_ORDERS, "SELECT c.name FROM customers c LEFT JOIN orders o ON c.id = o.customer_id", (0.3, 0.75)),
    ("inner join, is null", WITHOUT_ORDERS, "SELECT c.name FROM customers c JOIN orders o ON c.id = o.customer_id WHERE o.id IS NULL", (0.35, 0.85)),
    ("distinct too many", WITHOUT_ORDERS, WITHOUT_ORDERS.replace("SELECT name", "SELECT DISTINCT name"), SLIP),
    ("names alone", WITHOUT_ORDERS, "SELECT name FROM customers", (0.1, 0.4)),
    ("the other table", WITHOUT_ORDERS, "SELECT id FROM orders", (0.0, 0.25)),
    ("at least the average", ABOVE_AVERAGE, ABOVE_AVERAGE.replace("amount >", "amount >="), (0.7, 0.95)),
    ("average without a subquery", ABOVE_AVERAGE, "SELECT id FROM orders WHERE amount > AVG(amount)", (0.3, 0.7)),
    ("order turned", BY_NAME, BY_NAME.replace("name DESC", "name"), (0.75, 0.95)),
]  # fmt: skip
"""(what it is, the reference, the submission, the band)"""
