"""Whether groups are selected alike: rates at a cut, ratios to the highest rate, what may be said of them.

The four-fifths rule: a group whose rate is below four fifths of the highest rate may be treated worse.
It is a sign to look closer, no proof; a group too small to say anything is neither judged nor compared with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from athena.domain.statistics import Interval, mean_interval, ratio_interval, wilson

FEWEST_PEOPLE: Final = 5
FEWEST_INTERVIEWS: Final = 10
FOUR_FIFTHS: Final = 0.8


class Finding(StrEnum):
    """What may be said of a group's ratio."""

    TOO_SMALL = "too small"
    ALONE = "nothing to compare with"
    HIGHEST = "highest rate"
    FINE = "within four fifths"
    UNSURE = "below four fifths, may be chance"
    BELOW = "below four fifths"


@dataclass(frozen=True, slots=True)
class Group:
    """How the interviews of one group went; ``selected`` reached the cut, ``score`` is their mean (0..1)."""

    name: str
    people: int
    interviews: int
    selected: int
    score: float
    deviation: float | None = None

    @property
    def rate(self) -> float:
        """The share of interviews at or above the cut."""
        return self.selected / self.interviews

    @property
    def enough(self) -> bool:
        """Whether the group is large enough to say anything."""
        return self.people >= FEWEST_PEOPLE and self.interviews >= FEWEST_INTERVIEWS


@dataclass(frozen=True, slots=True)
class Assessed:
    """A group with its intervals; ``ratio`` is None where there is nothing to compare it with."""

    group: Group
    rate: Interval
    score: Interval | None
    ratio: float | None
    ratio_interval: Interval | None
    finding: Finding


def assess(groups: Iterable[Group]) -> list[Assessed]:
    """Compare every group with the one that has the highest rate among those large enough."""
    known = list(groups)
    large = [group for group in known if group.enough]
    highest = max(large, key=lambda group: (group.rate, group.interviews), default=None)
    comparable = highest is not None and len(large) > 1 and highest.selected > 0
    return [_assessed(group, highest if comparable else None) for group in known]


def _assessed(group: Group, highest: Group | None) -> Assessed:
    rate = wilson(group.selected, group.interviews)
    score = mean_interval(group.score, group.deviation, group.interviews)
    if not group.enough or highest is None:
        finding = Finding.ALONE if group.enough else Finding.TOO_SMALL
        return Assessed(group, rate, score, None, None, finding)
    if group is highest:
        return Assessed(group, rate, score, 1.0, None, Finding.HIGHEST)
    ratio = group.rate / highest.rate
    interval = ratio_interval(group.selected, group.interviews, highest.selected, highest.interviews)
    return Assessed(group, rate, score, ratio, interval, _finding(ratio, interval))


def _finding(ratio: float, interval: Interval | None) -> Finding:
    if ratio >= FOUR_FIFTHS:
        return Finding.FINE
    return Finding.UNSURE if interval and interval.high >= FOUR_FIFTHS else Finding.BELOW
