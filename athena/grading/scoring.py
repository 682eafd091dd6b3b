"""Partial credit: how much of the task a query that did not pass has solved, as a tutor would see it.

A tutor reads the query first and forgives a small slip in a good one, so the likeness of its clauses to the
nearest reference weighs most: above four fifths it is a slip, below a half something of substance is missing.
What the results have in common on data that expects something comes next. Nothing here decides a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from athena.domain.result_comparison import Difference, DifferenceKind
from athena.grading.values import Outcome, Verdict

_FORM: Final = {
    DifferenceKind.COLUMN_ORDER: 0.9,
    DifferenceKind.ROW_ORDER: 0.9,
    DifferenceKind.COLUMN_NAMES: 0.95,
    DifferenceKind.DUPLICATES: 0.85,
}
_READ: Final = ((0.0, 0.0), (0.2, 0.16), (0.6, 0.4), (0.75, 0.62), (0.9, 0.84), (1.0, 0.95))
"""What a likeness is worth to who only reads the query; straight lines between."""
_READ_WEIGHT: Final = 0.5
_RESULTS: Final = 0.35
_PASSED: Final = 0.15
_READ_AT_LEAST: Final = 0.77
_MOST_WHEN_WRONG: Final = 0.95
_UNRUN: Final = 0.8
_RUNS_AT_LEAST: Final = 0.05


def credit(difference: Difference) -> float:
    """Return how much of one result is right, 0..1; faults of form alone keep most of it."""
    if difference.kind is DifferenceKind.DUPLICATES:
        return max(difference.rows, 0.6)
    if difference.kind in _FORM:
        return _FORM[difference.kind]
    if difference.kind is DifferenceKind.COLUMN_COUNT:
        return difference.rows * difference.columns
    return 0.8 * max(difference.rows, 0.75 * difference.columns)


def partial_score(outcomes: Sequence[Outcome], likeness: float) -> float:
    """Return the score of a query that ran but did not pass, 0.05..0.95; ``likeness`` 0..1 of its clauses."""
    telling = [one for one in outcomes if not one.trivial] or list(outcomes)
    if not telling:
        return unrun_score(likeness)
    read = _read(likeness)
    results = sum(one.credit for one in telling) / len(telling)
    passed = sum(one.verdict is Verdict.PASSED for one in telling) / len(telling)
    blend = _READ_WEIGHT * read + _RESULTS * results + _PASSED * passed
    score = max(blend, _READ_AT_LEAST * read, _MOST_WHEN_WRONG * passed)
    if only_form(outcomes):
        score = max(score, min(_FORM[kind] for kind in _kinds(outcomes)))
    return round(min(max(score, _RUNS_AT_LEAST), _MOST_WHEN_WRONG), 3)


def unrun_score(likeness: float) -> float:
    """Return the score of a query that does not run: a part of what its clauses are worth."""
    return round(_UNRUN * _read(likeness), 3)


def only_form(outcomes: Sequence[Outcome]) -> bool:
    """Whether every failure is one of form: order of rows or columns, names, repeated rows."""
    failed = [one for one in outcomes if one.verdict is not Verdict.PASSED]
    return bool(failed) and all(one.difference in _FORM for one in failed)


def _read(likeness: float) -> float:
    for (start, low), (end, high) in pairwise(_READ):
        if likeness <= end:
            return low + (high - low) * (likeness - start) / (end - start)
    return _READ[-1][1]


def _kinds(outcomes: Sequence[Outcome]) -> set[DifferenceKind]:
    return {one.difference for one in outcomes if one.difference in _FORM and one.difference is not None}
