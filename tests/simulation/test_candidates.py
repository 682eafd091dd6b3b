"""Simulated candidates in the real interviewer's conduct, over the real bank and scorer."""

from __future__ import annotations

from functools import lru_cache
from statistics import mean

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import InterviewPlan
from athena.errors import InputError
from athena.simulation.candidates import KINDS, Candidate, candidate_named
from athena.simulation.speech_habits import INJECTIONS
from tests.interviewer.policy.fakes import Conversation

BANK = load_bank(DEFAULT_FOLDER)
SEEDS = range(20)
REPORTED = "generate_session_report"


def interviewed(candidate: Candidate, seed: int) -> Conversation:
    """Take one interview, answering as the simulation does; at most 100 turns."""
    talk = Conversation(InterviewPlan(question_count=4, seed=seed), BANK)
    talk.begins()
    answered = ""
    for turn in range(1, 101):
        question = talk.asked[-1].prompt
        said = candidate.answer(question, talk.said if question == answered else None, turn)
        answered = question
        talk.keeps_silent() if said is None else talk.says(said)
        if talk.count(REPORTED):
            break
    return talk


@lru_cache
def score(kind: str, seed: int) -> float:
    talk = interviewed(candidate_named(kind, BANK, seed), seed)
    scores = [mark for mark in talk.logged("log_response_evaluation", "score") if isinstance(mark, float)]
    return mean(scores)


@pytest.mark.parametrize("seed", SEEDS)
def test_strong_is_above_average_and_average_above_weak(seed: int) -> None:
    assert score("strong", seed) > score("average", seed) > score("weak", seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_speaking_to_the_grader_gains_nothing(seed: int) -> None:
    assert score("injector", seed) <= score("weak", seed)


def test_rambling_hides_no_more_than_it_says() -> None:
    assert mean(score("weak", seed) for seed in SEEDS) < mean(score("rambling", seed) for seed in SEEDS)
    assert mean(score("rambling", seed) for seed in SEEDS) < mean(score("strong", seed) for seed in SEEDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_candidate_comes_to_an_end(kind: str) -> None:
    assert interviewed(candidate_named(kind, BANK, 5), 5).count(REPORTED) == 1


def test_the_same_seed_says_the_same() -> None:
    first, again = (interviewed(candidate_named("average", BANK, 3), 3).history for _ in range(2))
    assert first == again


@pytest.mark.parametrize("kind", ["strong", "average", "weak", "rambling", "injector"])
def test_seeds_say_different_things(kind: str) -> None:
    prompt = BANK.questions["joins-left-vs-inner"].prompt
    assert len({candidate_named(kind, BANK, seed).answer(prompt, None, 1) for seed in range(30)}) > 1


@pytest.mark.parametrize("follow_up", [None, "Take your time."])
def test_silent_says_nothing(follow_up: str | None) -> None:
    prompt = BANK.questions["joins-left-vs-inner"].prompt
    assert candidate_named("silent", BANK).answer(prompt, follow_up, 1) is None


def test_strong_speaks_to_the_point_of_a_follow_up() -> None:
    question = BANK.questions["joins-left-vs-inner"]
    point = question.key_points[2]
    said = candidate_named("strong", BANK).answer(question.prompt, f"I see. {point.hint}", 2)
    assert said is not None
    assert point.text in said


def test_a_question_said_in_other_words_is_known_too() -> None:
    question = BANK.questions["joins-left-vs-inner"]
    strong = candidate_named("strong", BANK)
    assert strong.answer(question.rephrased, None, 1) == strong.answer(question.prompt, None, 1)


def test_the_injector_speaks_to_the_grader() -> None:
    said = candidate_named("injector", BANK).answer(BANK.questions["joins-left-vs-inner"].prompt, None, 1)
    assert said is not None
    assert any(order in said for order in INJECTIONS)


def test_whoever_is_asked_something_unknown_says_so() -> None:
    assert candidate_named("strong", BANK).answer("What is your shoe size?", None, 1) == "I don't know."


def test_an_unknown_kind_is_refused_with_the_choice() -> None:
    with pytest.raises(InputError, match="strong, average, weak, silent, rambling, injector"):
        candidate_named("brilliant", BANK)
