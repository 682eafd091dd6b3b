"""One tab's way through an interview."""

from __future__ import annotations

from collections import deque

from athena.ui.visit import Visit


def test_refusals_count_within_their_window_only() -> None:
    visit = Visit(refusals=deque([0.0, 50.0, 100.0]))
    assert visit.too_many_refusals(now=100.0, limit=3, window_s=100.0)
    assert not visit.too_many_refusals(now=101.0, limit=3, window_s=100.0)
