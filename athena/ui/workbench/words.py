"""Moments as people say them."""

from __future__ import annotations

from datetime import UTC, datetime


def ago(at: datetime, now: datetime | None = None) -> str:
    """Return how long ago a moment was (both with their zone), ``a moment ago`` to ``3 days ago``."""
    seconds = ((now or datetime.now(UTC)) - at).total_seconds()
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count:
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "a moment ago"
