"""Item parameters recovered from answers of made-up people."""

from __future__ import annotations

import random
from math import sqrt

import pytest

from athena.domain.ability import Item, expected_score
from athena.domain.calibration import Answer, Fit, fit

LABELS = {f"q{n}": Item(1.0, (-1.3, 0.0, 1.3)[n % 3]) for n in range(9)}
TRUE = {
    name: Item(1.2, known.difficulty + (0.7, -0.6)[n % 2]) for n, (name, known) in enumerate(LABELS.items())
}


def answers(people: int, seed: int = 1) -> list[Answer]:
    """People of normal ability answer four questions each; five parts of every answer are right or wrong."""
    chance = random.Random(seed)
    made = []
    for person in range(people):
        ability = chance.gauss(0, 1)
        for name in chance.sample(sorted(TRUE), 4):
            right = sum(chance.random() < expected_score(TRUE[name], ability) for _ in range(5))
            made.append(Answer(f"p{person}", name, right / 5))
    return made


@pytest.fixture(scope="module")
def fits() -> dict[str, Fit]:
    return {found.question_id: found for found in fit(answers(200), LABELS)}


def error(items: dict[str, Item]) -> float:
    return sqrt(sum((items[name].difficulty - TRUE[name].difficulty) ** 2 for name in TRUE) / len(TRUE))


def test_refitted_difficulties_are_nearer_to_the_truth_than_the_labels(fits: dict[str, Fit]):
    assert error({name: found.item for name, found in fits.items()}) < error(LABELS) / 2


def test_every_fit_says_how_many_answers_it_rests_on(fits: dict[str, Fit]):
    assert sum(found.answers for found in fits.values()) == 800


def test_too_few_answers_move_nothing():
    assert fit(answers(20), LABELS, minimum=30) == []


def test_only_questions_with_enough_answers_are_refitted():
    made = [a for a in answers(60) if a.question_id != "q0"] + [Answer("p", "q0", 1.0)] * 3
    assert "q0" not in [found.question_id for found in fit(made, LABELS, minimum=5)]


def test_a_question_that_is_not_known_is_left_out():
    made = [Answer(f"p{n}", "gone", 0.5) for n in range(40)]
    assert fit(made, LABELS) == []


def test_the_same_answers_give_the_same_parameters():
    assert fit(answers(40), LABELS, 10) == fit(answers(40), LABELS, 10)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_question_all_fail_or_all_master_stays_within_bounds(score: float):
    [found] = fit([Answer(f"p{n}", "q1", score) for n in range(60)], LABELS)
    assert 0.3 <= found.item.discrimination <= 2.5
    assert -4 <= found.item.difficulty <= 4
    assert (found.item.difficulty < 0) == (score == 1.0)


def test_few_answers_move_the_difficulty_little_and_many_much():
    few, many = (
        fit([Answer(f"p{n}", "q1", 0.9) for n in range(count)], LABELS, 1)[0].item for count in (2, 60)
    )
    assert many.difficulty < few.difficulty < 0
