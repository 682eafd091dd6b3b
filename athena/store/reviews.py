"""Decisions of people on evaluations, and the graded answers that come of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from athena.domain.retention import REMOVED
from athena.store.database import Reader, Transaction


class Decision(StrEnum):
    """What a person made of an evaluation."""

    OVERRIDDEN = "overridden"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Review:
    """One decision: ``evaluation_id`` was made by it, in place of ``before_id``. Times are naive UTC."""

    review_id: str
    response_id: str
    decision: Decision
    before_id: str | None
    evaluation_id: str
    reviewer: str
    reason: str
    reviewed_at: datetime


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """An answer with the score (0..1) that a person gave or confirmed by the evaluation named."""

    response_id: str
    evaluation_id: str
    text: str
    score: float
    decision: Decision
    reviewed_at: datetime


def add(tx: Transaction, review: Review) -> None:
    """Add a decision."""
    tx.insert(
        "reviews",
        {
            "review_id": review.review_id,
            "response_id": review.response_id,
            "decision": review.decision,
            "before_id": review.before_id,
            "evaluation_id": review.evaluation_id,
            "reviewer": review.reviewer,
            "reason": review.reason,
            "reviewed_at": review.reviewed_at,
        },
    )


def of_response(reader: Reader, response_id: str) -> dict[str, Review]:
    """Return the decisions on one answer by the id of the evaluation they made."""
    rows = reader.read("SELECT * FROM reviews WHERE response_id = ? ORDER BY reviewed_at", [response_id])
    return {row["evaluation_id"]: Review(**row | {"decision": Decision(row["decision"])}) for row in rows}


def of_session(reader: Reader, session_id: str) -> dict[str, Review]:
    """Return the decisions on all answers of a session by the id of the evaluation they made."""
    rows = reader.read(
        "SELECT v.* FROM reviews v JOIN interview_responses r ON r.response_id = v.response_id "
        "WHERE r.session_id = ? ORDER BY v.reviewed_at",
        [session_id],
    )
    return {row["evaluation_id"]: Review(**row | {"decision": Decision(row["decision"])}) for row in rows}


def graded(reader: Reader, bank_question_id: str) -> list[GradedAnswer]:
    """Return the graded answers to a question of the bank, newest first; one for each answer.

    Demonstrations are left out: they can be removed, and a score must not rest on what is gone.
    """
    rows = reader.read(
        "SELECT r.response_id, r.evaluation_id, v.text, v.score, r.decision, r.reviewed_at "
        "FROM reviews r "
        "JOIN response_evaluations v ON v.evaluation_id = r.evaluation_id "
        "JOIN interview_responses a ON a.response_id = r.response_id "
        "JOIN interview_questions q ON q.question_id = a.question_id "
        "WHERE q.bank_question_id = ? AND v.score IS NOT NULL AND v.text <> ? "
        "AND a.session_id NOT IN (SELECT session_id FROM interview_sessions WHERE demo) "
        "QUALIFY row_number() OVER (PARTITION BY r.response_id ORDER BY r.reviewed_at DESC, r.review_id) = 1 "
        "ORDER BY r.reviewed_at DESC, r.response_id",
        [bank_question_id, REMOVED],
    )
    return [GradedAnswer(**row | {"decision": Decision(row["decision"])}) for row in rows]


def decided(reader: Reader) -> tuple[int, datetime | None]:
    """Return how many decisions on words there are, and when the last was made (naive UTC)."""
    row = reader.read(
        "SELECT count(*) AS number, max(reviewed_at) AS latest FROM reviews "
        "JOIN response_evaluations USING (evaluation_id) WHERE text <> ?",
        [REMOVED],
    )[0]
    return row["number"], row["latest"]
