"""Four fifths, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.fairness import Assessed, Finding, Group, assess


def group(name: str, selected: int, interviews: int, people: int = 20) -> Group:
    return Group(name, people, interviews, selected, 0.5, 0.2)


def found(*groups: Group) -> dict[str, Assessed]:
    return {one.group.name: one for one in assess(groups)}


def test_groups_are_compared_with_the_highest_rate() -> None:
    one = found(group("a", 60, 100), group("b", 50, 100))
    assert one["a"].finding is Finding.HIGHEST
    assert (one["b"].ratio, one["b"].finding) == (pytest.approx(5 / 6), Finding.FINE)


def test_a_ratio_whose_interval_ends_below_four_fifths_is_below() -> None:
    assert found(group("a", 80, 100), group("b", 30, 100))["b"].finding is Finding.BELOW


def test_a_ratio_whose_interval_reaches_four_fifths_may_be_chance() -> None:
    assert found(group("a", 12, 20), group("b", 8, 20))["b"].finding is Finding.UNSURE


def test_four_fifths_itself_is_fine() -> None:
    assert found(group("a", 50, 100), group("b", 40, 100))["b"].finding is Finding.FINE


def test_nobody_selected_beside_a_high_rate_is_below_without_an_interval() -> None:
    one = found(group("a", 50, 100), group("b", 0, 100))["b"]
    assert (one.ratio, one.ratio_interval, one.finding) == (0, None, Finding.BELOW)


@pytest.mark.parametrize(("people", "interviews"), [(4, 50), (5, 9)])
def test_a_small_group_is_neither_judged_nor_the_measure(people: int, interviews: int) -> None:
    one = found(group("small", interviews, interviews, people), group("a", 20, 100), group("b", 19, 100))
    assert (one["small"].finding, one["small"].ratio) == (Finding.TOO_SMALL, None)
    assert one["a"].finding is Finding.HIGHEST


def test_five_people_with_ten_interviews_are_enough() -> None:
    one = found(group("a", 5, 10, 5), group("b", 20, 100))
    assert one["a"].finding is Finding.HIGHEST


def test_one_large_group_has_nothing_to_be_compared_with() -> None:
    assert found(group("a", 20, 100), group("b", 1, 2))["a"].finding is Finding.ALONE


def test_where_nobody_is_selected_there_is_no_ratio() -> None:
    one = found(group("a", 0, 100), group("b", 0, 100))["a"]
    assert (one.ratio, one.finding) == (None, Finding.ALONE)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60)), max_size=6))
def test_every_group_is_told_about_once_and_no_ratio_is_above_one(pairs: list[tuple[int, int]]) -> None:
    groups = [group(str(number), selected, selected + rest) for number, (selected, rest) in enumerate(pairs)]
    assessed = assess(groups)
    assert [one.group for one in assessed] == groups
    assert all(one.ratio is None or 0 <= one.ratio <= 1 for one in assessed)
