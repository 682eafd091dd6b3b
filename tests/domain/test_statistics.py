"""Intervals: known values, and what must hold whatever is counted."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.statistics import Standing, mean_interval, ratio_interval, standing, wilson


@st.composite
def shares(draw: st.DrawFn, fewest: int = 0) -> tuple[int, int]:
    """Return hits and how many there were."""
    number = draw(st.integers(max(1, fewest), 100_000))
    return draw(st.integers(fewest, number)), number


def test_wilson_is_what_textbooks_give() -> None:
    found = wilson(8, 10)  # (10 * 0.8 + 1.96² / 2 ± 1.96 √(10 * 0.16 + 1.96² / 4)) / (10 + 1.96²)
    assert (found.low, found.high) == (pytest.approx(0.4902, abs=5e-5), pytest.approx(0.9433, abs=5e-5))


def test_wilson_of_nothing_out_of_ten_begins_at_zero_and_ends_above() -> None:
    found = wilson(0, 10)
    assert (found.low, found.high) == (0, pytest.approx(1.96**2 / (10 + 1.96**2)))


@given(shares())
def test_wilson_holds_the_share_and_stays_a_share(share: tuple[int, int]) -> None:
    hits, number = share
    found = wilson(hits, number)
    assert 0 <= found.low <= hits / number <= found.high <= 1


@given(shares())
def test_wilson_of_the_others_is_its_mirror(share: tuple[int, int]) -> None:
    hits, number = share
    found, mirrored = wilson(hits, number), wilson(number - hits, number)
    assert mirrored.low == pytest.approx(1 - found.high, abs=1e-9)


@given(shares(), st.integers(2, 50))
def test_wilson_narrows_with_more_of_the_same(share: tuple[int, int], times: int) -> None:
    hits, number = share
    few, many = wilson(hits, number), wilson(hits * times, number * times)
    assert many.high - many.low < few.high - few.low


def test_the_ratios_interval_is_what_the_log_method_gives() -> None:
    found = ratio_interval(20, 50, 30, 50)
    error = math.sqrt(1 / 20 - 1 / 50 + 1 / 30 - 1 / 50)
    assert found is not None
    assert found.low == pytest.approx(2 / 3 * math.exp(-1.96 * error))
    assert found.high == pytest.approx(2 / 3 * math.exp(1.96 * error))


@pytest.mark.parametrize(("hits", "other"), [(0, 5), (5, 0), (0, 0)])
def test_a_ratio_with_no_hits_has_no_interval(hits: int, other: int) -> None:
    assert ratio_interval(hits, 10, other, 10) is None


@given(shares(1), shares(1))
def test_a_ratios_interval_holds_the_ratio(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = ratio_interval(*one, *other)
    ratio = (one[0] / one[1]) / (other[0] / other[1])
    assert found is not None
    assert 0 < found.low <= ratio * (1 + 1e-9)
    assert found.high >= ratio * (1 - 1e-9)


@given(shares(1), shares(1))
def test_the_ratio_the_other_way_round_has_the_inverse_interval(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = ratio_interval(*one, *other), ratio_interval(*other, *one)
    assert there is not None
    assert back is not None
    assert back.low == pytest.approx(1 / there.high)


@pytest.mark.parametrize(("hits", "number"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(hits: int, number: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, number)


def test_a_mean_has_its_interval_within_the_scale() -> None:
    found = mean_interval(0.9, 0.3, 9)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.9 - 1.96 * 0.1), 1)


def test_one_value_has_no_interval() -> None:
    assert mean_interval(0.9, None, 1) is None


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (0.39, Standing.BELOW),
        (0.4, Standing.INSIDE),
        (0.5, Standing.INSIDE),
        (0.6, Standing.INSIDE),
        (0.61, Standing.ABOVE),
    ],
)
def test_a_value_stands_below_inside_or_above_the_middle_half(value: float, where: Standing) -> None:
    assert standing(value, 0.4, 0.6) is where
