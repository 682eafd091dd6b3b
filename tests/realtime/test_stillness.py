from __future__ import annotations

from athena.realtime.stillness import Stillness


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_passes_once_each_time_the_limit_has_passed():
    clock = Clock()
    still = Stillness(10, clock)
    told = []
    for second in range(31):
        clock.now = second
        told.append(still.passed(busy=False))
    assert [second for second, passed in enumerate(told) if passed] == [10, 20, 30]


def test_whoever_is_busy_makes_it_wait_anew():
    clock = Clock()
    still = Stillness(10, clock)
    clock.now = 9
    assert not still.passed(busy=True)
    clock.now = 18
    assert not still.passed(busy=False)
    clock.now = 19
    assert still.passed(busy=False)
