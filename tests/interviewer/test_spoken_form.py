from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.spoken_form import PRONUNCIATION, speakable


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("What does COUNT(*) count?", "What does count star count?"),
        ("Is it COUNT(amount)?", "Is it count of amount?"),
        ("total >= 10", "total greater or equal 10"),
        ("total<=10", "total less or equal 10"),
        ("total <> 5", "total is not equal to 5"),
        ("total != 5", "total is not equal to 5"),
        ("a = b", "a equals b"),
        ("2 < 3 and 3 > 2", "2 less than 3 and 3 greater than 2"),
        ("SELECT * FROM orders;", "select star from orders;"),
        ("first_name || last_name", "first name concatenated with last name"),
        ("half of it, 50%", "half of it, 50 percent"),
        ("and/or", "or"),
    ],
)
def test_symbols_are_spoken(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("customer_name", "customer name"),
        ("customer_id", "customer I D"),
        ("orders.customer_id", "orders dot customer I D"),
        ("ROW_NUMBER() OVER (PARTITION BY region)", "row number over, partition by region"),
        ("`LEFT JOIN`", "left join"),
        ("two (or three) rows", "two, or three, rows"),
        ("rows - all of them", "rows, all of them"),
        ("a half-open range", "a half-open range"),
    ],
)
def test_names_and_keywords_are_read_as_words(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("a CTE's name", "a C T E's name"),
        ("two CTEs", "two C T E's"),
        ("a subquery", "a sub query"),
        ("ORDER BY total DESC", "order by total descending"),
        ("JSON", "jason"),
        ("e.g. PostgreSQL", "for example post gress sequel"),
    ],
)
def test_terms_are_said_the_way_people_say_them(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


def test_sql_is_called_as_it_is_set() -> None:
    assert speakable("MySQL speaks SQL.", "sequel") == "my sequel speaks sequel."
    assert speakable("MySQL speaks SQL.", "letters") == "my S Q L speaks S Q L."


@pytest.mark.parametrize(
    "text",
    [
        "Okay, got it.",
        "What would change if two orders had the same date?",
        "I see... let's go on!",
        "",
        "It isn't 0.",
    ],
)
def test_plain_sentences_stay_as_they_are(text: str) -> None:
    assert speakable(text) == text


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=80))
def test_no_symbol_is_left_for_the_voice_to_stumble_over(text: str) -> None:
    assert not re.search(r"[*<>=%&|_()\[\]{}`\\^~#@$+]", speakable(text))


def test_every_pronunciation_is_keyed_in_lower_case() -> None:
    assert all(term == term.lower() for term in PRONUNCIATION)
