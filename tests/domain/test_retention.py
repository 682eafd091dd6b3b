from __future__ import annotations

from datetime import datetime

from athena.domain.retention import WHAT, Kind, Periods

NOW = datetime(2026, 6, 1, 12, 0)


def periods(days: int) -> Periods:
    return Periods(dict.fromkeys(Kind, days))


def test_what_came_to_its_end_before_the_period_is_due() -> None:
    assert periods(30).before(Kind.AUDIO, NOW) == datetime(2026, 5, 2, 12, 0)


def test_zero_days_are_for_ever() -> None:
    assert periods(0).before(Kind.AUDIO, NOW) is None
    assert periods(0).expiry(Kind.BACKUPS, NOW) is None
    assert periods(0).in_words(Kind.AUDIT) == "until it is erased"


def test_periods_are_told_in_words() -> None:
    assert [periods(days).in_words(Kind.AUDIT) for days in (1, 30, 1095)] == [
        "1 day",
        "30 days",
        "1,095 days",
    ]


def test_an_expiry_counts_from_the_end() -> None:
    assert periods(1).expiry(Kind.BACKUPS, NOW) == datetime(2026, 6, 2, 12, 0)


def test_every_kind_is_explained() -> None:
    assert set(WHAT) == set(Kind)
