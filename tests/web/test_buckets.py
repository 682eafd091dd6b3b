"""Token buckets: what they give out, and what they remember."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.web.buckets import Buckets, neighbourhood


class Clock:
    """Stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_full_bucket_gives_all_at_once_and_then_tells_how_long_to_wait() -> None:
    buckets = Buckets(60, Clock())
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == 1.0


def test_it_fills_up_again_with_time() -> None:
    clock = Clock()
    buckets = Buckets(60, clock)
    for _ in range(60):
        buckets.take("a")
    clock.now = 2.0
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 1.0]


def test_one_who_is_refused_does_not_wait_longer_for_asking() -> None:
    clock = Clock()
    buckets = Buckets(1, clock)
    buckets.take("a")
    clock.now = 59.0
    assert buckets.take("a") == pytest.approx(1.0)
    clock.now = 60.5
    assert buckets.take("a") == 0.0


def test_everybody_has_a_bucket_of_their_own() -> None:
    buckets = Buckets(1, Clock())
    buckets.take("a")
    assert buckets.take("b") == 0.0


def test_the_longest_unseen_is_forgotten_first() -> None:
    buckets = Buckets(1, Clock(), remembered=2)
    for name in ("a", "b", "a", "c"):
        buckets.take(name)
    assert buckets.take("a") > 0.0
    assert buckets.take("b") == 0.0


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_no_minute_gives_out_more_than_twice_the_rate(pauses: list[float]) -> None:
    clock = Clock()
    buckets, given_at = Buckets(10, clock), []
    for pause in pauses:
        clock.now += pause
        if buckets.take("a") == 0.0:
            given_at.append(clock.now)
    assert all(sum(start <= at < start + 60 for at in given_at) <= 20 for start in given_at)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_a_whole_network_of_ipv6_counts_as_one_address(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted
