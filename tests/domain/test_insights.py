from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.insights import Filters

DAY = date(2026, 3, 1)


def period(days: int) -> Filters:
    return Filters(since=DAY, until=DAY + timedelta(days=days - 1), departments=("Data",))


@given(st.integers(1, 1000))
def test_the_previous_period_is_as_long_and_ends_the_day_before(days: int) -> None:
    before = period(days).previous()
    assert before is not None
    assert before.days == days
    assert before.until == DAY - timedelta(days=1)


def test_the_previous_period_keeps_the_other_filters() -> None:
    before = period(7).previous()
    assert before is not None
    assert before.departments == ("Data",)


@pytest.mark.parametrize("filters", [Filters(), Filters(since=DAY), Filters(until=DAY)])
def test_an_open_period_has_none_before(filters: Filters) -> None:
    assert filters.previous() is None


@pytest.mark.parametrize(
    ("days", "step"), [(1, "day"), (42, "day"), (43, "week"), (366, "week"), (367, "month")]
)
def test_a_trends_step_grows_with_the_period(days: int, step: str) -> None:
    assert period(days).bucket() == step


def test_all_time_is_told_by_months() -> None:
    assert Filters().bucket() == "month"
