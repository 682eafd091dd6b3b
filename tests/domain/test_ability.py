"""The estimate of an ability from scores on questions of unlike difficulty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.ability import CUTS, GRID, Item, estimate, expected_score, information, level_at
from athena.domain.interview import Difficulty

ITEMS = st.builds(Item, st.floats(0.3, 2.5), st.floats(-3, 3))
ANSWERS = st.lists(st.tuples(ITEMS, st.floats(0, 1)), min_size=1, max_size=12)
EASY, MIDDLE, HARD = Item(1.0, -1.3), Item(1.0, 0.0), Item(1.0, 1.3)


@given(ANSWERS, st.data())
def test_a_higher_score_never_lowers_the_estimate(answers: list[tuple[Item, float]], data: st.DataObject):
    which = data.draw(st.integers(0, len(answers) - 1))
    item, score = answers[which]
    better = [*answers[:which], (item, data.draw(st.floats(score, 1))), *answers[which + 1 :]]
    assert estimate(better).mean >= estimate(answers).mean - 1e-9


@given(ANSWERS)
def test_answers_make_more_certain_than_none(answers: list[tuple[Item, float]]):
    assert estimate(answers).sd < estimate([]).sd


@given(st.floats(0, 1), st.integers(1, 10))
def test_each_further_answer_in_the_middle_narrows_the_estimate(score: float, count: int):
    expected = [(MIDDLE, 0.5)] * count
    assert estimate([*expected, (MIDDLE, 0.5)]).sd < estimate(expected).sd


@given(ANSWERS, st.floats(0.1, 0.98))
def test_an_interval_holds_the_part_of_the_posterior_it_is_asked_for(
    answers: list[tuple[Item, float]], mass: float
):
    ability = estimate(answers)
    low, high = ability.interval(mass)
    inside = sum(w for w, place in zip(ability.weights, GRID, strict=True) if low <= place <= high)
    assert low < high
    assert inside == pytest.approx(mass, abs=2 * max(ability.weights))


@given(ANSWERS)
def test_the_chances_of_the_levels_sum_to_one(answers: list[tuple[Item, float]]):
    ability = estimate(answers)
    assert sum(ability.chances.values()) == pytest.approx(1)
    assert ability.chances[ability.level] == max(ability.chances.values())


@given(ANSWERS)
def test_the_order_of_the_answers_does_not_matter(answers: list[tuple[Item, float]]):
    assert estimate(answers[::-1]).mean == pytest.approx(estimate(answers).mean)


def test_without_answers_the_estimate_is_the_prior():
    nobody = estimate([], prior_mean=1.3)
    assert (nobody.answers, nobody.mean) == (0, pytest.approx(1.3, abs=0.02))
    assert estimate([]).sd == pytest.approx(1, abs=0.01)


def test_the_same_score_on_harder_questions_means_more():
    assert estimate([(HARD, 0.6)] * 4).mean > estimate([(EASY, 0.6)] * 4).mean + 1


def test_a_telling_question_moves_the_estimate_more():
    assert estimate([(Item(2.0), 1.0)]).mean > estimate([(Item(0.5), 1.0)]).mean > 0


def test_right_and_wrong_mirror_each_other():
    assert estimate([(MIDDLE, 0.2)] * 3).mean == pytest.approx(-estimate([(MIDDLE, 0.8)] * 3).mean)


@pytest.mark.parametrize(
    ("ability", "level"),
    [
        (-0.66, Difficulty.BEGINNER),
        (CUTS[0], Difficulty.INTERMEDIATE),
        (0.0, Difficulty.INTERMEDIATE),
        (CUTS[1], Difficulty.ADVANCED),
    ],
)
def test_an_ability_belongs_to_a_level(ability: float, level: Difficulty):
    assert level_at(ability) is level


def test_mixed_answers_near_a_cut_straddle_it_and_clear_ones_do_not():
    assert estimate([(MIDDLE, 0.75)] * 5).straddles
    assert not estimate([(MIDDLE, 0.5)] * 5).straddles
    assert not estimate([(MIDDLE, 1.0)] * 5).straddles


def test_the_reach_goes_from_the_lowest_to_the_highest_level_touched():
    middling = estimate([(MIDDLE, 0.5)] * 5)
    assert middling.reach(0.8) == (Difficulty.BEGINNER, Difficulty.ADVANCED)
    assert middling.reach(0.1) == (Difficulty.INTERMEDIATE, Difficulty.INTERMEDIATE)


def test_a_question_tells_most_where_its_outcome_is_open():
    places = [information(Item(1.2, 0.7), place) for place in GRID]
    assert GRID[places.index(max(places))] == pytest.approx(0.7)


@given(ITEMS, st.floats(0.01, 4))
def test_half_the_score_is_expected_at_the_difficulty(item: Item, away: float):
    below, above = (expected_score(item, item.difficulty + step) for step in (-away, away))
    assert below < 0.5 < above
    assert below + above == pytest.approx(1)
