"""What people handed in for coding problems."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission; ``detail`` is a JSON object on the verdict. Times are naive UTC."""

    submission_id: str
    problem_id: str
    problem_version: str
    employee_id: str
    code: str
    verdict: str
    score: float | None
    hints_used: int
    submitted_at: datetime
    runtime_ms: float | None = None
    memory_kb: int | None = None
    session_id: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tries:
    """How a person did on one problem: submissions so far, the best score, and whether one passed."""

    count: int
    best: float | None
    passed: bool


def add(tx: Transaction, submission: Submission) -> None:
    """Add a submission."""
    tx.insert(
        "submissions",
        {
            "submission_id": submission.submission_id,
            "problem_id": submission.problem_id,
            "problem_version": submission.problem_version,
            "employee_id": submission.employee_id,
            "session_id": submission.session_id,
            "code": submission.code,
            "verdict": submission.verdict,
            "score": submission.score,
            "hints_used": submission.hints_used,
            "runtime_ms": submission.runtime_ms,
            "memory_kb": submission.memory_kb,
            "detail": json.dumps(dict(submission.detail)),
            "submitted_at": submission.submitted_at,
        },
    )


def history(reader: Reader, employee_id: str, problem_id: str) -> list[Submission]:
    """Return a person's submissions to a problem, newest first."""
    rows = reader.read(
        "SELECT * FROM submissions WHERE employee_id = ? AND problem_id = ? "
        "ORDER BY submitted_at DESC, submission_id",
        [employee_id, problem_id],
    )
    return [_submission(row) for row in rows]


def tries(reader: Reader, employee_id: str) -> dict[str, Tries]:
    """Return by problem how a person did."""
    rows = reader.read(
        "SELECT problem_id, count(*) AS count, max(score) AS best, bool_or(verdict = 'passed') AS passed "
        "FROM submissions WHERE employee_id = ? GROUP BY problem_id",
        [employee_id],
    )
    return {row["problem_id"]: Tries(row["count"], row["best"], row["passed"]) for row in rows}


def _submission(row: Row) -> Submission:
    fields = Submission.__slots__
    return Submission(**{name: row[name] for name in fields} | {"detail": json.loads(row["detail"])})
