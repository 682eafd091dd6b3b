from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.quoting import find_quote
from athena.domain.scoring.traced import trace

KEEPS = "LEFT JOIN keeps all the customers"
ANSWER = f"Well, a {KEEPS}, and if there's no order the columns are just NULL. I love jam."


def found(quote: str, answer: str = ANSWER) -> str | None:
    traced = trace(answer)
    return find_quote(quote, traced, [(0, len(traced.text))])


@pytest.mark.parametrize(
    ("quote", "own_words"),
    [
        ("a LEFT JOIN keeps all the customers", f"a {KEEPS}"),
        ("left-join keeps ALL the customers!", KEEPS),
        ("if there is no order", "if there's no order"),
        ("left join keeps … are just null", f"{KEEPS}, and if there's no order the columns are just NULL"),
        ("left join keeps all customers", KEEPS),
    ],
)  # fmt: skip
def test_words_that_were_said_are_found_as_they_were_said(quote: str, own_words: str) -> None:
    assert found(quote) == own_words


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "customers",  # one word out of many says nothing
        "an inner join drops rows without a partner",
        "are just null … keeps all the customers",  # not in this order
        "a left join never keeps all the customers",
        "a left join keeps only the customers",
        "if there is an order the columns are just null",
    ],
)
def test_words_that_were_not_said_so_are_not_found(quote: str) -> None:
    assert found(quote) is None


def test_an_answer_of_one_word_can_be_quoted() -> None:
    assert found("null", "NULL.") == "NULL"


def test_words_outside_the_parts_that_count_are_not_found() -> None:
    traced = trace(ANSWER)
    assert find_quote("I love jam", traced, [(0, traced.text.index("."))]) is None


def test_a_quote_does_not_reach_from_one_part_into_another() -> None:
    traced = trace("one two three four")
    middle = traced.text.index("three")
    assert find_quote("two three", traced, [(0, middle), (middle, len(traced.text))]) is None


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_found_stands_in_the_answer(answer: str, quote: str) -> None:
    own_words = found(quote, answer)
    assert own_words is None or own_words in answer
