"""Answers to other questions earn little: those that once did, and a slice of the whole matrix."""

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import QuestionType
from athena.domain.scoring import score_answer
from tests.bank.crossing import LOOSE, OVERLAPPING

BANK = load_bank(DEFAULT_FOLDER)
SPOKEN = [question for question in BANK.questions.values() if question.type is QuestionType.SPOKEN]
ONCE_LOOSE = [
    ("null-is-null", "nulls-not-in"),
    ("idx-what", "joins-forgotten-condition"),
    ("change-mass-delete", "opt-first-steps"),
    ("subq-lateral", "win-lag"),
    ("opt-select-star", "model-keys"),
]
VERY_LOOSE = 0.65


def earned(question_id: str, text: str) -> float:
    return score_answer(BANK.questions[question_id], text, BANK.lexicon, BANK.version).score or 0.0


@pytest.mark.parametrize(("question_id", "answered"), ONCE_LOOSE)
def test_good_answers_to_another_question_earn_at_most_half(question_id: str, answered: str) -> None:
    other = BANK.questions[answered]
    texts = [other.reference_answer, *(s.text for s in other.samples if "strong" in s.tags)]
    assert max(earned(question_id, text) for text in texts) <= LOOSE


def test_references_of_the_next_questions_earn_no_pass() -> None:
    loose = [
        (question.id, other.id)
        for number, question in enumerate(SPOKEN)
        for other in (SPOKEN * 2)[number + 1 : number + 7]
        if (question.id, other.id) not in OVERLAPPING
        and earned(question.id, other.reference_answer) > VERY_LOOSE
    ]
    assert loose == []
