from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.insights import Filters, Flag, Mean, flags_of, shrunk

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


@pytest.mark.parametrize(
    ("answers", "score", "discrimination", "flags"),
    [
        (0, None, None, (Flag.UNUSED,)),
        (4, 1.0, -1.0, (Flag.FEW,)),
        (5, 0.9, 0.3, (Flag.EASY,)),
        (5, 0.2, None, (Flag.HARD,)),
        (5, 0.95, -0.1, (Flag.EASY, Flag.NEGATIVE)),
        (5, 0.89, 0.0, ()),
    ],
)
def test_what_stands_out_about_a_question_is_named(
    answers: int, score: float | None, discrimination: float | None, flags: tuple[Flag, ...]
) -> None:
    assert flags_of(answers, score, discrimination) == flags


def test_many_answers_show_more_need_than_few() -> None:
    assert Mean("joins", 20, 0.4).need > Mean("joins", 2, 0.4).need > 0


def test_a_good_mean_needs_nothing() -> None:
    assert Mean("joins", 20, 0.6).need == 0


def test_a_mean_of_five_answers_is_drawn_half_way() -> None:
    assert shrunk(1.0, 5, 0.5) == pytest.approx(0.75)
