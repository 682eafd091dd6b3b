"""Answers to other questions earn no pass: those that once did, and those that are worded most alike."""

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import Question, QuestionType
from athena.domain.scoring import score_answer
from athena.domain.scoring.neighbours import Space, likeness
from tests.bank.crossing import LOOSE, OVERLAPPING

BANK = load_bank(DEFAULT_FOLDER)
SPOKEN = [question for question in BANK.questions.values() if question.type is QuestionType.SPOKEN]
SPACE = Space([question.reference_answer for question in SPOKEN])
PLACED = {question.id: SPACE.place(question.reference_answer) for question in SPOKEN}
MOST_ALIKE = 8
ONCE_LOOSE = [
    ("agg-where-vs-having", "win-vs-group-by"),
    ("change-mass-delete", "change-live-migration"),
    ("change-mass-delete", "opt-first-steps"),
    ("change-mass-delete", "setop-compare-tables"),
    ("cte-materialise", "joins-algorithms"),
    ("idx-what", "joins-forgotten-condition"),
    ("joins-left-vs-inner", "setop-except"),
    ("joins-on-vs-where", "change-delete-truncate"),
    ("model-history", "change-live-migration"),
    ("null-is-null", "nulls-not-in"),
    ("nulls-not-in", "joins-on-vs-where"),
    ("nulls-not-in", "null-three-valued"),
    ("nulls-not-in", "setop-except"),
    ("opt-pagination", "opt-sargable"),
    ("opt-select-star", "idx-covering"),
    ("opt-select-star", "model-keys"),
    ("subq-correlated", "agg-fan-out"),
    ("subq-kinds", "cte-calendar"),
    ("subq-kinds", "subq-above-average"),
    ("subq-lateral", "subq-correlated"),
    ("subq-lateral", "win-lag"),
    ("time-overlap", "cte-calendar"),
    ("win-filter-top", "nulls-not-in"),
    ("win-filter-top", "setop-except"),
    ("win-filter-top", "subq-above-average"),
    ("win-vs-group-by", "win-default-frame"),
]


def earned(question_id: str, text: str) -> float:
    return score_answer(BANK.questions[question_id], text, BANK.lexicon, BANK.version).score or 0.0


def most_alike(question: Question) -> list[Question]:
    """Return the questions whose references are worded most like the reference of ``question``."""
    others = [other for other in SPOKEN if other is not question]
    own = PLACED[question.id]
    return sorted(others, key=lambda other: -likeness(own, PLACED[other.id]))[:MOST_ALIKE]


@pytest.mark.parametrize(("question_id", "answered"), ONCE_LOOSE)
def test_good_answers_to_another_question_earn_at_most_half(question_id: str, answered: str) -> None:
    other = BANK.questions[answered]
    texts = [other.reference_answer, *(s.text for s in other.samples if "strong" in s.tags)]
    assert max(earned(question_id, text) for text in texts) <= LOOSE


def test_the_references_worded_most_alike_earn_at_most_half() -> None:
    loose = [
        (question.id, other.id)
        for question in SPOKEN
        for other in most_alike(question)
        if (question.id, other.id) not in OVERLAPPING and earned(question.id, other.reference_answer) > LOOSE
    ]
    assert loose == []
