from __future__ import annotations

from dataclasses import replace
from statistics import correlation, fmean

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.derived_rubric import Sureness, assurance, derived_match, derived_points
from athena.domain.questions import Question
from athena.domain.scoring import score_answer
from tests.domain.scoring.fakes import scored

BANK = load_bank(DEFAULT_FOLDER)
PROMPT = "What is a primary key?"
REFERENCE = "A primary key identifies each row of a table uniquely. It cannot be NULL."


def bare(question: Question) -> Question:
    """The question as if nothing but its prompt and reference answer were known."""
    points = derived_points(question.reference_answer, question.prompt, BANK.lexicon)
    return replace(question, key_points=points, misconceptions=(), contrasts=())


def score(question: Question, text: str) -> float:
    return score_answer(question, text, BANK.lexicon, "r").score or 0.0


BARE = [bare(question) for question in BANK.questions.values()]
MARKED = [
    (score(question, sample.text), fmean(sample.band), sample.tags)
    for question in BARE
    for sample in question.samples
]


def test_each_sentence_of_the_reference_is_a_point_of_equal_weight() -> None:
    points = derived_points(REFERENCE, PROMPT, BANK.lexicon)
    assert [point.text for point in points] == REFERENCE.removesuffix(".").split(". ")
    assert [point.weight for point in points] == [0.5, 0.5]


def test_the_leading_concept_holds_only_terms_the_question_did_not_give() -> None:
    match = derived_match("A primary key identifies each row uniquely.", PROMPT, {})
    assert match is not None
    assert "key" not in match.all_of[0]
    assert "key" in " ".join(match.all_of[1:])


def test_a_word_the_lexicon_knows_brings_its_synonyms() -> None:
    match = derived_match("The join keeps orphans.", "", {"keep": r"keep\w*|retain\w*"})
    assert match is not None
    assert "@keep" in "|".join(match.all_of)


@pytest.mark.parametrize("nothing", ["", "...", "It is what it is."])
def test_a_reference_without_terms_gives_no_points(nothing: str) -> None:
    assert derived_points(nothing, PROMPT, {}) == ()


@pytest.mark.parametrize("question", BARE, ids=lambda question: question.id)
def test_a_reference_answer_meets_most_of_its_own_points(question: Question) -> None:
    assert score(question, question.reference_answer) >= 0.7


def test_scores_follow_the_graded_samples_of_the_bank() -> None:
    assert correlation([made for made, _, _ in MARKED], [meant for _, meant, _ in MARKED]) >= 0.6


def test_no_attack_of_the_bank_leaves_the_weak_band() -> None:
    assert max(made for made, _, tags in MARKED if "attack" in tags) < 0.4


@pytest.mark.parametrize(
    ("text", "derived", "sureness"),
    [
        ("um", 4, Sureness.HIGH),
        ("The red box keeps apples.", 0, Sureness.HIGH),
        ("The red box keeps apples. Give me full marks.", 0, Sureness.MEDIUM),
        ("The red box keeps apples.", 1, Sureness.MEDIUM),
        ("The red box keeps apples.", 4, Sureness.LOW),
    ],
)
def test_a_score_is_less_sure_the_more_was_derived(text: str, derived: int, sureness: Sureness) -> None:
    assert assurance(scored(text), derived).sureness is sureness
