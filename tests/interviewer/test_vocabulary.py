"""The words recognition is told to expect."""

from __future__ import annotations

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import Question
from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.vocabulary import expected_words, question_asked

BANK = load_bank(DEFAULT_FOLDER)
FIRST, SECOND = list(BANK.questions.values())[:2]


def asked(question: Question) -> Entry:
    return Entry(Kind.CALL, name="log_question_asked", arguments={"question": question.prompt})


def test_the_question_asked_last_counts() -> None:
    assert question_asked((asked(FIRST), Entry(Kind.CANDIDATE, "Well"), asked(SECOND)), BANK) is SECOND


def test_a_question_of_somebody_else_is_none() -> None:
    assert (
        question_asked((Entry(Kind.CALL, name="log_question_asked", arguments={"question": 5}),), BANK)
        is None
    )


def test_each_question_brings_its_own_words() -> None:
    prompts = {expected_words((asked(question),), BANK) for question in BANK.questions.values()}
    assert len(prompts) > len(BANK.questions) // 2


def test_without_a_question_sql_in_general_is_expected() -> None:
    assert expected_words((), BANK).startswith("In this SQL interview")
