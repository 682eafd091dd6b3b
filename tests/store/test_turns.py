from __future__ import annotations

from dataclasses import replace

from athena.domain.interview import Channel, Speaker
from athena.store import turns
from athena.store.database import Database
from athena.store.questions import AskedQuestion
from athena.store.turns import StoredTurn, TurnHeard
from tests.store.conftest import AT, QUESTION, SESSION

SAID = TurnHeard(
    "item_1", Speaker.CANDIDATE, "A join pairs rows — 結合 🙂", Channel.VOICE, 5_000_000_000, 5_000_002_000
)


def put(database: Database, *stored: StoredTurn) -> None:
    with database.transaction() as tx:
        for one in stored:
            turns.put(tx, SESSION, one, AT)


def test_a_turn_comes_back_as_it_was_put(database: Database, question: AskedQuestion) -> None:
    stored = StoredTurn(SAID, 1, QUESTION, in_answer=True)
    put(database, stored)
    assert turns.find(database, SESSION, "item_1") == stored


def test_the_same_item_replaces_and_never_doubles(database: Database, question: AskedQuestion) -> None:
    first = StoredTurn(SAID, 1, QUESTION, in_answer=True)
    second = replace(first, turn=replace(SAID, text="corrected", interrupted=True))
    put(database, first, second)
    assert turns.of_session(database, SESSION) == [second]


def test_turns_come_in_the_order_of_their_positions(database: Database, question: AskedQuestion) -> None:
    late = StoredTurn(replace(SAID, item_id="a"), 2, None, in_answer=False)
    early = StoredTurn(replace(SAID, item_id="b"), 1, None, in_answer=False)
    put(database, late, early)
    assert turns.of_session(database, SESSION) == [early, late]


def test_an_answer_is_the_counted_turns_of_its_question(database: Database, question: AskedQuestion) -> None:
    counted = StoredTurn(SAID, 1, QUESTION, in_answer=True)
    steering = StoredTurn(replace(SAID, item_id="b"), 2, QUESTION, in_answer=False)
    elsewhere = StoredTurn(replace(SAID, item_id="c"), 3, SESSION, in_answer=True)
    put(database, counted, steering, elsewhere)
    assert turns.answer(database, SESSION, QUESTION) == [SAID]
