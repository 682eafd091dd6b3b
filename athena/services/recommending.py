"""Which coding problems to solve next: unsolved ones about what somebody is weak in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from athena.domain.insights import Mean
from athena.domain.interview import Difficulty
from athena.services.practice_views import ProblemLine

_FOR_EACH: Final = 2
"""So many problems for one weakness: practice of one thing alone is dull."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A problem, and the weakness it trains."""

    line: ProblemLine
    weakness: Mean


def recommended(
    lines: Iterable[ProblemLine], skills: Sequence[Mean], categories: Sequence[Mean], most: int = 5
) -> list[Recommended]:
    """Return unsolved problems about weak skills or categories, the greatest need first."""
    needs = {one.name: one for one in (*categories, *skills) if one.need > 0}
    found = [
        Recommended(line, max(trained, key=lambda mean: mean.need))
        for line in lines
        if not line.progress.sees_solution
        and (trained := [needs[name] for name in (line.category.value, *line.skills) if name in needs])
    ]
    levels = list(Difficulty)
    found.sort(key=lambda one: (-one.weakness.need, levels.index(one.line.difficulty), one.line.problem_id))
    return _varied(found)[:most]


def _varied(found: Iterable[Recommended]) -> list[Recommended]:
    taken: Counter[str] = Counter()
    kept = []
    for one in found:
        taken[one.weakness.name] += 1
        if taken[one.weakness.name] <= _FOR_EACH:
            kept.append(one)
    return kept
