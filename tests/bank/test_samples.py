"""Every sample of every question file, as a regression test of the scorer."""

from itertools import product

import pytest

from athena.bank.__main__ import in_band
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.questions import Question, Sample
from athena.domain.scoring import score_answer
from athena.domain.scoring.terms import terms
from tests.domain.scoring.attacks import FLUENT_FALSEHOODS, INJECTIONS

BANK = load_bank(DEFAULT_FOLDER)
QUESTIONS = list(BANK.questions.values())
SAMPLES = [
    pytest.param(question, sample, id=f"{question.id}-{number}-{sample.tags[0]}")
    for question in QUESTIONS
    for number, sample in enumerate(question.samples)
]
WEAK = 0.3
PADDING = (
    "I have worked with this for many years and I really like to talk about it with my colleagues.",
    "That is what I would say about it, and I think that it is the most important thing we have seen today",
)
GENERAL = ("query", "table", "column", "row", "null", "index", "key", "value", "filter", "result")


def score(question: Question, text: str) -> float:
    return score_answer(question, text, BANK.lexicon, BANK.version).score or 0.0


@pytest.mark.parametrize(("question", "sample"), SAMPLES)
def test_a_sample_lands_in_its_band(question: Question, sample: Sample) -> None:
    evaluation = score_answer(question, sample.text, BANK.lexicon, BANK.version)
    assert in_band(sample, evaluation), evaluation


@pytest.mark.parametrize(("question", "sample"), SAMPLES)
def test_quotes_are_found_in_the_sample(question: Question, sample: Sample) -> None:
    evaluation = score_answer(question, sample.text, BANK.lexicon, BANK.version)
    quotes = [p.quote for p in evaluation.points if p.quote] + [m.quote for m in evaluation.misconceptions]
    assert all(quote in sample.text for quote in quotes)


@pytest.mark.parametrize(("question", "sample"), SAMPLES)
def test_words_for_the_grader_after_a_sample_change_nothing(question: Question, sample: Sample) -> None:
    fair = score(question, sample.text)
    assert {score(question, f"{sample.text}. {words}") for words in INJECTIONS} == {fair}


@pytest.mark.parametrize(
    ("question", "sample"), [param for param in SAMPLES if "stuffing" in param.values[1].tags]
)
@pytest.mark.parametrize("padding", PADDING)
def test_fluent_words_around_a_list_of_terms_do_not_redeem_it(
    question: Question, sample: Sample, padding: str
) -> None:
    assert score(question, f"{sample.text}. {padding}") <= WEAK
    assert score(question, f"{padding} {sample.text}") <= WEAK


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_words_for_the_grader_alone_earn_nothing(question: Question) -> None:
    assert {score(question, words) for words in INJECTIONS} == {0.0}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_repeating_the_question_stays_weak(question: Question) -> None:
    assert score(question, question.prompt) <= WEAK
    assert score(question, question.rephrased) <= WEAK


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_reciting_the_terms_of_the_question_stays_weak(question: Question) -> None:
    assert score(question, " ".join(terms(question))) <= WEAK
    assert score(question, ", ".join(terms(question))) <= WEAK


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_stringing_twelve_terms_together_with_and_stays_weak(question: Question) -> None:
    assert score(question, " and ".join((*terms(question), *GENERAL)[:12])) <= WEAK


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_reference_answer_scores_well(question: Question) -> None:
    assert score(question, question.reference_answer) >= 0.6


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_an_exemplar_earns_its_key_point(question: Question) -> None:
    for point in question.key_points:
        for exemplar in point.exemplars:
            found = score_answer(question, exemplar, BANK.lexicon, BANK.version).points
            assert next(p for p in found if p.point_id == point.id).credit > 0, exemplar


@pytest.mark.parametrize(("question_id", "text"), FLUENT_FALSEHOODS)
def test_a_fluent_falsehood_stays_weak(question_id: str, text: str) -> None:
    assert score(BANK.questions[question_id], text) <= WEAK


def test_strong_partial_and_wrong_samples_are_ordered_in_nearly_all_pairs() -> None:
    ranks = {"strong": 3, "good": 2, "partial": 1, "wrong": 0, "contradiction": 0, "attack": 0}
    ordered = [
        score(question, better.text) > score(question, worse.text)
        for question in QUESTIONS
        for better, worse in product(question.samples, repeat=2)
        if ranks[_kind(better)] > ranks[_kind(worse)]
    ]
    assert len(ordered) > 100
    assert sum(ordered) / len(ordered) >= 0.95


def _kind(sample: Sample) -> str:
    return next(
        tag for tag in sample.tags if tag in {"strong", "good", "partial", "wrong", "contradiction", "attack"}
    )
