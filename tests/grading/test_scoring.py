"""Partial credit lands where tutors would put it; what passes is decided by results alone."""

from __future__ import annotations

import pytest

from athena.grading import Grade, Grader, Verdict
from tests.grading.shop import exercise
from tests.grading.tutors import BANDS


@pytest.fixture(scope="module")
def grades(grader: Grader) -> dict[tuple[str, str], Grade]:
    """Every submission graded, one child for each task."""
    found = {}
    for gold in dict.fromkeys(gold for _, gold, _, _ in BANDS):
        queries = [sql for _, other, sql, _ in BANDS if other == gold]
        for sql, grade in zip(queries, grader.grade_each(exercise(gold), queries), strict=True):
            found[gold, sql] = grade
    return found


@pytest.mark.parametrize(
    ("gold", "sql", "band"), [pytest.param(gold, sql, band, id=what) for what, gold, sql, band in BANDS]
)
def test_a_submission_gets_what_a_tutor_would_give(
    grades: dict[tuple[str, str], Grade], gold: str, sql: str, band: tuple[float, float]
) -> None:
    grade = grades[gold, sql]
    assert grade.verdict in {Verdict.WRONG, Verdict.ERROR}
    assert band[0] <= grade.score <= band[1]
