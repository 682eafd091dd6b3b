"""Made-up data keeps the rules of its set-up, whatever the lots."""

from __future__ import annotations

import pytest

from athena.domain.exercise import Exercise
from athena.domain.result_comparison import Comparison
from athena.grading.candidates import made_up
from athena.sqltext.rules import read_rules
from athena.sqltext.schema import read_schema
from athena.store.dataset_file import broken_rules

SETUP = """
CREATE TABLE rooms (code VARCHAR PRIMARY KEY, inside VARCHAR REFERENCES rooms (code), floor INTEGER NOT NULL);
CREATE TABLE guests (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, mail VARCHAR UNIQUE);
CREATE TABLE stays (
    guest_id INTEGER NOT NULL REFERENCES guests (id), room VARCHAR NOT NULL REFERENCES rooms (code),
    night DATE NOT NULL, price DECIMAL(8, 2) CHECK (price >= 0), PRIMARY KEY (room, night));
"""
GOLD = "SELECT name FROM guests JOIN stays ON guest_id = id WHERE room = 'A1' AND night >= DATE '2024-05-01'"


@pytest.mark.parametrize("seed", range(3))
def test_made_up_data_keeps_every_rule(seed: int) -> None:
    exercise = Exercise(SETUP, f"-- {seed}", (GOLD,), Comparison())
    rules = read_rules(SETUP)
    made = made_up(exercise, read_schema(SETUP), (GOLD,), (), {}, 20)
    data = {one.name: ";".join(one.statements) for one in made if one.statements}
    assert broken_rules(rules.ddl, rules.strays, data) == {}
    assert sum("INSERT" in text for text in data.values()) > 15
