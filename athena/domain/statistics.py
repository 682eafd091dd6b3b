"""Intervals for shares and for ratios of shares, and where a value stands among others. Nothing but sums."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Z: Final = 1.96
"""The standard normal deviate of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies with 95 % confidence; both ends are included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies within."""
        return self.low <= value <= self.high


def wilson(hits: int, number: int, z: float = Z) -> Interval:
    """Return the score interval (Wilson 1927) of the share ``hits / number``, within 0..1.

    Raises ValueError without cases, and for more hits than cases.
    """
    _check(hits, number)
    share, weight = hits / number, z * z / number
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / number + weight / (4 * number))
    low = 0.0 if hits == 0 else min(share, max(0.0, middle - half))
    high = 1.0 if hits == number else max(share, min(1.0, middle + half))
    return Interval(low, high)


def ratio_interval(
    hits: int, number: int, other_hits: int, other_number: int, z: float = Z
) -> Interval | None:
    """Return the interval of (hits / number) / (other_hits / other_number) by the log method (Katz 1978).

    None where either has no hits: the logarithm of the ratio does not exist. Raises ValueError as ``wilson``.
    """
    _check(hits, number)
    _check(other_hits, other_number)
    if not hits or not other_hits:
        return None
    ratio = hits * other_number / (number * other_hits)
    error = math.sqrt(max(0.0, 1 / hits - 1 / number + 1 / other_hits - 1 / other_number))
    return Interval(ratio * math.exp(-z * error), ratio * math.exp(z * error))


def mean_interval(mean: float, deviation: float | None, number: int, z: float = Z) -> Interval | None:
    """Return the interval of a mean score, within 0..1; None for fewer than two values."""
    if deviation is None or number < 2:
        return None
    half = z * deviation / math.sqrt(number)
    return Interval(max(0.0, mean - half), min(1.0, mean + half))


class Standing(StrEnum):
    """Where a value lies against the middle half of others."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


def standing(value: float, lower_quartile: float, upper_quartile: float) -> Standing:
    """Return where ``value`` lies; the quartiles themselves are inside."""
    if value < lower_quartile:
        return Standing.BELOW
    return Standing.ABOVE if value > upper_quartile else Standing.INSIDE


def _check(hits: int, number: int) -> None:
    if not 0 <= hits <= number or number < 1:
        raise ValueError(f"{hits} of {number} is no share.")
