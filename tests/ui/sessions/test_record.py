"""What the record of a session says of the account it was held on."""

from __future__ import annotations

from datetime import datetime

from athena.services.session_view import Measurement
from athena.ui.sessions.record import left_of_limits


def figure(name: str, value: float, minute: int = 0) -> Measurement:
    return Measurement(name, value, datetime(2026, 11, 1, 12, minute))


def test_what_is_left_of_the_limits_is_told_in_words() -> None:
    told = left_of_limits(
        [figure("requests_left", 99), figure("tokens_left", 12000), figure("reconnects", 2)]
    )
    assert "rate limits" in told
    assert "99 requests and 12,000 tokens." in told


def test_of_several_figures_the_latest_counts_whatever_their_order() -> None:
    assert "7 tokens" in left_of_limits([figure("tokens_left", 7, minute=5), figure("tokens_left", 90)])


def test_a_service_that_told_no_limits_has_none() -> None:
    assert left_of_limits([figure("reconnects", 2)]) == ""
