from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import Bank
from athena.services.matching import QuestionMatcher
from tests.services.small import BANK, CTES, JOINS

MATCHER = QuestionMatcher(BANK)


@pytest.fixture(scope="module")
def shipped() -> Bank:
    return load_bank(DEFAULT_FOLDER)


@pytest.mark.parametrize(
    "text",
    [
        JOINS.prompt,
        JOINS.rephrased,
        JOINS.prompt.upper().replace("?", " !!"),
        "What does a left join return that the inner join doesn't return?",
        "So, what would a left join return that an inner join does not return, in your view?",
        f"Thank you, that was interesting. Let us come to the next one now. {JOINS.prompt} Take your time.",
    ],
)
def test_a_question_is_found_in_these_words(text: str) -> None:
    assert MATCHER.question(text) is JOINS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "Join",
        "What is a right join?",
        "Tell me about yourself.",
        "Why would you write a long letter?",
    ],
)
def test_no_question_is_made_of_these_words(text: str) -> None:
    assert MATCHER.question(text) is None


def test_a_text_between_two_questions_is_neither() -> None:
    assert MATCHER.question(f"{JOINS.prompt} {CTES.prompt}") is None


def test_a_follow_up_is_found_among_the_questions_asked() -> None:
    assert MATCHER.followed_up(JOINS.follow_ups[0].prompt, ["cte-why", "joins-left"]) == "joins-left"


def test_a_follow_up_of_a_question_not_asked_is_none() -> None:
    assert MATCHER.followed_up(JOINS.follow_ups[0].prompt, ["cte-why", "unknown"]) is None


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    assert MATCHER.question(text) in {None, *BANK.questions.values()}


def test_every_wording_of_the_shipped_bank_finds_its_own_question(shipped: Bank) -> None:
    matcher = QuestionMatcher(shipped)
    wordings = [(q.id, text) for q in shipped.questions.values() for text in (q.prompt, q.rephrased)]
    found = [(name, matcher.question(text)) for name, text in wordings]
    assert [name for name, question in found if question is None or question.id != name] == []


def test_no_follow_up_of_the_shipped_bank_is_taken_for_a_question(shipped: Bank) -> None:
    matcher = QuestionMatcher(shipped)
    prompts = [follow_up.prompt for q in shipped.questions.values() for follow_up in q.follow_ups]
    assert [prompt for prompt in prompts if matcher.question(prompt)] == []


def test_no_question_of_the_shipped_bank_is_taken_for_a_follow_up(shipped: Bank) -> None:
    matcher = QuestionMatcher(shipped)
    taken = [q.id for q in shipped.questions.values() if matcher.followed_up(q.prompt, shipped.questions)]
    assert taken == []
