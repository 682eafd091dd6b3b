from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from athena.domain.limits import SlidingWindow


def test_the_first_events_need_not_wait() -> None:
    window = SlidingWindow(2, 60.0)
    window.note(0.0)
    assert window.wait_s(1.0) == 0.0


def test_one_too_many_waits_until_the_oldest_has_left_the_window() -> None:
    window = SlidingWindow(2, 60.0)
    window.note(0.0)
    window.note(10.0)
    assert window.wait_s(20.0) == 40.0


def test_after_the_wait_it_may_happen() -> None:
    window = SlidingWindow(1, 60.0)
    window.note(0.0)
    assert window.wait_s(60.0) == 0.0


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 5), st.integers(1, 20))
def test_no_window_ever_holds_more_than_the_limit(steps: list[int], limit: int, span: int) -> None:
    window, now, happened = SlidingWindow(limit, span), 0, list[int]()
    for step in steps:
        now += step
        if window.wait_s(now) == 0.0:
            window.note(now)
            happened.append(now)
    assert all(later - first >= span for first, later in zip(happened, happened[limit:], strict=False))
