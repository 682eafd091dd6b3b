"""What one tab remembers on its way."""

from __future__ import annotations

from athena.ui.visit import Visit


def test_sound_is_missed_from_the_first_look_that_finds_none() -> None:
    visit = Visit()
    assert [visit.missed(False, now) for now in (10.0, 11.0, 13.5)] == [0.0, 1.0, 3.5]


def test_sound_that_comes_back_is_not_missed_and_the_next_gap_counts_anew() -> None:
    visit = Visit()
    visit.missed(False, 10.0)
    assert visit.missed(True, 14.0) == 0.0
    assert visit.missed(False, 15.0) == 0.0


def test_two_visits_have_seeds_of_their_own() -> None:
    assert Visit().seed != Visit().seed
