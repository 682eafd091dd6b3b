from __future__ import annotations

from athena.realtime.backoff import Backoff


def test_pauses_double_up_to_the_longest_and_end():
    backoff = Backoff(attempts=6, first=0.5, longest=4, chance=lambda: 0)
    assert [backoff.next() for _ in range(7)] == [0.5, 1, 2, 4, 4, 4, None]


def test_chance_takes_up_to_half_of_a_pause():
    assert Backoff(first=1, chance=lambda: 1).next() == 0.5


def test_success_starts_anew():
    backoff = Backoff(attempts=2, first=1, chance=lambda: 0)
    backoff.next()
    backoff.succeeded()
    assert [backoff.next(), backoff.next(), backoff.next()] == [1, 2, None]
