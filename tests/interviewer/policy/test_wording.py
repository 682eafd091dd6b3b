"""Choice of words and numbers in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.policy import phrases
from athena.interviewer.policy.wording import Voice, counted, in_words, sentences


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (12, "twelve"),
        (20, "twenty"),
        (45, "forty-five"),
        (90, "ninety"),
        (120, "one hundred and twenty"),
        (700, "seven hundred"),
        (1000, "many"),
        (-1, "many"),
    ],
)
def test_numbers_are_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_one_thing_is_not_several() -> None:
    assert (counted(1, "minute"), counted(2, "minute")) == ("one minute", "two minutes")


def test_the_same_words_do_not_come_twice_in_a_row() -> None:
    said = [Voice(3, turn).say(phrases.THANKS) for turn in range(20)]
    assert all(a != b for a, b in pairwise(said))


@given(st.lists(st.text(alphabet="abc,", min_size=1).map(lambda s: s + "."), min_size=1))
def test_sentences_joined_are_the_text_again(parts: list[str]) -> None:
    assert " ".join(sentences(" ".join(parts))) == " ".join(parts)


@pytest.mark.parametrize(
    "variants",
    [value for name, value in vars(phrases).items() if name.isupper() and isinstance(value, tuple)],
)
def test_every_phrase_is_a_plain_sentence_that_can_be_spoken(variants: tuple[str, ...]) -> None:
    for text in variants:
        assert text[-1] in ".?"
        assert not any(letter.isdigit() or letter in "*_#<>()/" for letter in text)
