from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.endpointing import wait_ms


@pytest.mark.parametrize(
    "text",
    [
        "That's it.",
        "I would use a left join. That's all.",
        "I don't know.",
        "Sorry, I don't remember that.",
        "I have no idea.",
        "Next question, please.",
        "Skip this one.",
        "Can you repeat the question?",
        "Could you please rephrase that?",
        "I'm ready.",
        "Yes, please.",
        "I'm done.",
        "Please stop the interview.",
        "Let's go.",
    ],
)
def test_words_that_plainly_end_an_answer_get_a_short_wait(text: str) -> None:
    assert wait_ms(text) == 600


@pytest.mark.parametrize(
    "text",
    [
        "It filters the rows and then",
        "It is faster because",
        "Um",
        "Ummm...",
        "So",
        "You would join it with the",
        "The rows of",
        "I would use a",
        "A left join keeps all rows,",
        "It depends on how many rows...",
        "Let me think.",
        "Let me think about that.",
        "That means that",
        "For example",
        "I think",
        "I think it's",
        "A window function, I mean,",
        "It would be like",
        "How do I say this?",
    ],
)
def test_words_that_dangle_get_a_long_wait(text: str) -> None:
    assert wait_ms(text) == 2500


@pytest.mark.parametrize(
    "text",
    [
        "A left join keeps every row of the left table.",
        "You group by customer and sum the amount.",
        "Yes.",
        "No.",
        "I think so.",
        "It does not matter what it is.",
        "The second one is faster.",
        "I don't know if the index helps here.",
        "You skip the rows that are null.",
        "",
        "42",
        "?!",
    ],
)
def test_an_ordinary_sentence_gets_the_usual_wait(text: str) -> None:
    assert wait_ms(text) == 1000


def test_words_not_known_yet_get_the_usual_wait() -> None:
    assert wait_ms(None) == 1000


def test_patience_and_the_usual_wait_stretch_every_wait_alike() -> None:
    assert wait_ms("and then", base_ms=500, patience=2.0) == 2500
    assert wait_ms("That's it.", base_ms=500, patience=2.0) == 600


def test_typographic_apostrophes_and_capitals_do_not_matter() -> None:
    assert wait_ms("THAT’S IT") == wait_ms("that's it")


@given(st.text(max_size=200))
def test_any_text_gets_a_wait_between_the_shortest_and_the_longest(text: str) -> None:
    assert wait_ms(text) in {600, 1000, 2500}
