"""Answers: the words heard, what the interviewer said of them at once, and the evaluation that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.evaluation import Evaluation
from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Response:
    """One answer as stored; ``evaluation_id`` names the evaluation that counts, None when there is none."""

    response_id: str
    session_id: str
    question_id: str
    text: str
    live_text: str | None = None
    live_score: float | None = None
    live_feedback: str | None = None
    evaluation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of an answer and when they were said, in milliseconds since the session began."""

    text: str
    started_ms: int | None
    ended_ms: int | None


def of_question(reader: Reader, question_id: str) -> Response | None:
    """Return the answer to a question, or None."""
    rows = reader.read("SELECT * FROM interview_responses WHERE question_id = ?", [question_id])
    return _response(rows[0]) if rows else None


def of_session(reader: Reader, session_id: str) -> list[Response]:
    """Return the session's answers in no particular order."""
    return [
        _response(row)
        for row in reader.read("SELECT * FROM interview_responses WHERE session_id = ?", [session_id])
    ]


def add(tx: Transaction, response: Response, at: datetime) -> None:
    """Add an answer, perhaps still without words."""
    tx.insert(
        "interview_responses",
        {
            "response_id": response.response_id,
            "session_id": response.session_id,
            "question_id": response.question_id,
            "text": response.text,
            "answered_at": at,
        },
    )


def hear(tx: Transaction, response_id: str, heard: Heard) -> None:
    """Set the words of an answer."""
    tx.run(
        "UPDATE interview_responses SET text = ?, started_ms = ?, ended_ms = ? WHERE response_id = ?",
        [heard.text, heard.started_ms, heard.ended_ms, response_id],
    )


def judge_live(tx: Transaction, response_id: str, text: str, score: float, feedback: str) -> None:
    """Keep what the interviewer made of an answer while the interview ran."""
    tx.run(
        "UPDATE interview_responses SET live_text = ?, live_score = ?, live_feedback = ? "
        "WHERE response_id = ?",
        [text, score, feedback, response_id],
    )


def settle(
    tx: Transaction, response_id: str, evaluation_id: str | None, evaluation: Evaluation | None
) -> None:
    """Let an evaluation count for an answer; None for an answer that can no longer be evaluated."""
    given = evaluation
    tx.run(
        "UPDATE interview_responses SET evaluation_id = ?, score = ?, assessed = ?, feedback = ?, "
        "evaluator = ?, evaluator_version = ?, rubric_version = ? WHERE response_id = ?",
        [
            evaluation_id,
            given and given.score,
            given is not None and given.assessed,
            given and given.feedback,
            given and given.evaluator,
            given and given.evaluator_version,
            given and given.rubric_version,
            response_id,
        ],
    )


def _response(row: Row) -> Response:
    return Response(
        response_id=row["response_id"],
        session_id=row["session_id"],
        question_id=row["question_id"],
        text=row["text"],
        live_text=row["live_text"],
        live_score=row["live_score"],
        live_feedback=row["live_feedback"],
        evaluation_id=row["evaluation_id"],
    )
