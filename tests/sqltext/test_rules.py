"""Data is held against what the set-up declares, whatever the order of its rows."""

from __future__ import annotations

import pytest

from athena.sqltext.rules import read_rules
from athena.store.dataset_file import broken_rules

SETUP = """
CREATE TABLE staff (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, boss INTEGER REFERENCES staff (id),
    CHECK (id > 0));
CREATE TABLE shifts (staff_id INTEGER, day DATE, PRIMARY KEY (staff_id, day),
    CONSTRAINT known FOREIGN KEY (staff_id) REFERENCES staff);
"""
SOUND = "INSERT INTO staff VALUES (2, 'Bo', 1), (1, 'Al', NULL); INSERT INTO shifts VALUES (1, '2024-01-01');"


def broken(data: str) -> str:
    rules = read_rules(SETUP)
    return broken_rules(rules.ddl, rules.strays, {"data": data}).get("data", "")


def test_rows_may_point_to_rows_inserted_later() -> None:
    assert broken(SOUND) == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("INSERT INTO staff VALUES (3, NULL, NULL)", "NOT NULL"),
        ("INSERT INTO staff VALUES (1, 'Cy', NULL)", "Duplicate key"),
        ("INSERT INTO staff VALUES (3, 'Al', NULL)", "Duplicate key"),
        ("INSERT INTO staff VALUES (0, 'Cy', NULL)", "CHECK"),
        ("INSERT INTO staff VALUES (3, 'Cy', 7)", "staff (boss) points to no row of staff"),
        ("INSERT INTO shifts VALUES (8, '2024-01-01')", "shifts (staff_id) points to no row of staff"),
        ("INSERT INTO nowhere VALUES (1)", "nowhere"),
    ],
)
def test_a_broken_rule_is_named(data: str, words: str) -> None:
    assert words in broken(SOUND + data)
