"""Partial credit: how much of the task a query that did not pass has solved, as a tutor would see it.

A tutor reads the query first and forgives a small slip in a good one, so the likeness of its clauses to the
nearest reference weighs most; what the results have in common on data that expects something comes next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from athena.domain.result_comparison import Difference, DifferenceKind
from athena.grading.values import Outcome, Verdict

_FORM: Final = {
    DifferenceKind.COLUMN_ORDER: 0.9,
    DifferenceKind.ROW_ORDER: 0.9,
    DifferenceKind.COLUMN_NAMES: 0.95,
    DifferenceKind.DUPLICATES: 0.85,
}
_MOST_WHEN_WRONG: Final = 0.95
_LIKENESS: Final = 0.5
_RESULTS: Final = 0.35
_PASSED: Final = 0.15
_UNRUN: Final = 0.7
_RUNS_AT_LEAST: Final = 0.05


def credit(difference: Difference) -> float:
    """Return how much of one result is right, 0..1; faults of form alone keep most of it."""
    if difference.kind in _FORM:
        return (
            _FORM[difference.kind]
            if difference.kind is not DifferenceKind.DUPLICATES
            else max(difference.rows, 0.6)
        )
    return 0.8 * max(difference.rows, 0.75 * difference.columns)


def partial_score(outcomes: Sequence[Outcome], likeness: float) -> float:
    """Return the score of a query that ran but did not pass, 0.05..0.95; ``likeness`` 0..1 of its clauses."""
    telling = [one for one in outcomes if not one.trivial] or list(outcomes)
    if not telling:
        return unrun_score(likeness)
    results = sum(one.credit for one in telling) / len(telling)
    passed = sum(one.verdict is Verdict.PASSED for one in telling) / len(telling)
    score = _LIKENESS * likeness + _RESULTS * results + _PASSED * passed
    if only_form(outcomes):
        score = max(score, min(_FORM[kind] for kind in _kinds(outcomes)))
    return round(min(max(score, _RUNS_AT_LEAST), _MOST_WHEN_WRONG), 3)


def unrun_score(likeness: float) -> float:
    """Return the score of a query that does not run: a part of what its clauses are worth."""
    return round(_UNRUN * likeness, 3)


def only_form(outcomes: Sequence[Outcome]) -> bool:
    """Whether every failure is one of form: order of rows or columns, names, repeated rows."""
    failed = [one for one in outcomes if one.verdict is not Verdict.PASSED]
    return bool(failed) and all(one.difference in _FORM for one in failed)


def _kinds(outcomes: Sequence[Outcome]) -> set[DifferenceKind]:
    return {one.difference for one in outcomes if one.difference in _FORM and one.difference is not None}
