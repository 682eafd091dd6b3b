"""Evaluations with their evidence. They are only ever added, so that every score can be explained later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from athena.domain.evaluation import Evaluation, MisconceptionFound, Neighbour, PointVerdict, Verdict
from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class StoredEvaluation:
    """An evaluation and the very words it was made on."""

    evaluation_id: str
    response_id: str
    text: str
    evaluation: Evaluation


def add(tx: Transaction, stored: StoredEvaluation, at: datetime) -> None:
    """Add an evaluation and its evidence."""
    given = stored.evaluation
    tx.insert(
        "response_evaluations",
        {
            "evaluation_id": stored.evaluation_id,
            "response_id": stored.response_id,
            "text": stored.text,
            "score": given.score,
            "flags": list(given.flags),
            "feedback": given.feedback,
            "evaluator": given.evaluator,
            "evaluator_version": given.evaluator_version,
            "rubric_version": given.rubric_version,
            "evaluated_at": at,
        },
    )
    for position, row in enumerate(evidence_of(given), start=1):
        place: dict[str, object] = {
            "evaluation_id": stored.evaluation_id,
            "position": position,
            "response_id": stored.response_id,
        }
        tx.insert("response_evidence", place | row)
    for position, near in enumerate(given.neighbours, start=1):
        tx.insert(
            "evaluation_neighbours",
            {
                "evaluation_id": stored.evaluation_id,
                "position": position,
                "graded_id": near.evaluation_id,
                "likeness": near.likeness,
            },
        )


def find(reader: Reader, evaluation_id: str) -> StoredEvaluation | None:
    """Return the evaluation with this id, or None."""
    return _select(reader, "v.evaluation_id = ?", evaluation_id).get(evaluation_id)


def counting(reader: Reader, session_id: str) -> dict[str, StoredEvaluation]:
    """Return the evaluations that count in a session, by evaluation id."""
    return _select(reader, "r.session_id = ? AND r.evaluation_id = v.evaluation_id", session_id)


def unread(reader: Reader, evaluator: str, asked_in_vain: str, since: datetime) -> list[str]:
    """Return the sessions ended ``since`` then in which a score of ``evaluator`` counts, the oldest first.

    Those that bear the flag ``asked_in_vain`` are none, and demonstrations neither.
    """
    rows = reader.read(
        "SELECT DISTINCT s.session_id, s.ended_at FROM interview_sessions s "
        "JOIN interview_responses r ON r.session_id = s.session_id "
        "JOIN response_evaluations v ON v.evaluation_id = r.evaluation_id "
        "WHERE s.ended_at >= ? AND NOT s.demo AND v.score IS NOT NULL "
        "AND v.evaluator = ? AND NOT list_contains(v.flags, ?) ORDER BY s.ended_at, s.session_id",
        [since, evaluator, asked_in_vain],
    )
    return [row["session_id"] for row in rows]


def of_response(reader: Reader, response_id: str) -> list[tuple[StoredEvaluation, datetime]]:
    """Return every evaluation an answer ever had with its time (naive UTC), the oldest first."""
    stored = _select(reader, "v.response_id = ?", response_id)
    rows = reader.read(
        "SELECT evaluation_id, evaluated_at FROM response_evaluations WHERE response_id = ? "
        "ORDER BY evaluated_at, evaluation_id",
        [response_id],
    )
    return [(stored[row["evaluation_id"]], row["evaluated_at"]) for row in rows]


def of_session(reader: Reader, session_id: str) -> dict[str, list[tuple[StoredEvaluation, datetime]]]:
    """Return every evaluation of a session with its time (naive UTC), the oldest first, by response id."""
    stored = _select(reader, "r.session_id = ?", session_id)
    rows = reader.read(
        "SELECT v.response_id, v.evaluation_id, v.evaluated_at FROM response_evaluations v "
        "JOIN interview_responses r ON r.response_id = v.response_id WHERE r.session_id = ? "
        "ORDER BY v.evaluated_at, v.evaluation_id",
        [session_id],
    )
    found: dict[str, list[tuple[StoredEvaluation, datetime]]] = {}
    for row in rows:
        found.setdefault(row["response_id"], []).append((stored[row["evaluation_id"]], row["evaluated_at"]))
    return found


def _select(reader: Reader, condition: str, value: str) -> dict[str, StoredEvaluation]:
    source = (
        "FROM response_evaluations v JOIN interview_responses r ON r.response_id = v.response_id "
        "JOIN interview_questions q ON q.question_id = r.question_id"
    )
    rows = reader.read(f"SELECT v.*, q.bank_question_id {source} WHERE {condition}", [value])
    evidence = reader.read(
        f"SELECT e.* {source} JOIN response_evidence e ON e.evaluation_id = v.evaluation_id "
        f"WHERE {condition} ORDER BY e.evaluation_id, e.position",
        [value],
    )
    near = reader.read(
        f"SELECT n.evaluation_id, n.graded_id, n.likeness, g.text, g.score {source} "
        "JOIN evaluation_neighbours n ON n.evaluation_id = v.evaluation_id "
        "JOIN response_evaluations g ON g.evaluation_id = n.graded_id "
        f"WHERE {condition} ORDER BY n.evaluation_id, n.position",
        [value],
    )
    return {row["evaluation_id"]: _stored(row, evidence, near) for row in rows}


def evidence_of(given: Evaluation) -> Iterator[dict[str, object]]:
    """Yield the rows that say what an evaluation rests on, less their place."""
    for point in given.points:
        yield {
            "kind": "key_point",
            "rubric_id": point.point_id,
            "text": point.text,
            "verdict": point.verdict,
            "weight": point.weight,
            "credit": point.credit,
            "quote": point.quote,
        }
    for wrong in given.misconceptions:
        yield {
            "kind": "misconception",
            "rubric_id": wrong.misconception_id,
            "text": wrong.claim,
            "penalty": wrong.penalty,
            "quote": wrong.quote,
            "feedback": wrong.feedback,
        }


def _stored(row: Row, evidence: list[Row], near: list[Row]) -> StoredEvaluation:
    own = [piece for piece in evidence if piece["evaluation_id"] == row["evaluation_id"]]
    evaluation = Evaluation(
        question_id=row["bank_question_id"] or "",
        score=row["score"],
        points=tuple(_point(piece) for piece in own if piece["kind"] == "key_point"),
        misconceptions=tuple(_misconception(piece) for piece in own if piece["kind"] == "misconception"),
        flags=tuple(row["flags"]),
        feedback=row["feedback"],
        evaluator=row["evaluator"],
        evaluator_version=row["evaluator_version"],
        rubric_version=row["rubric_version"],
        neighbours=tuple(_neighbour(n) for n in near if n["evaluation_id"] == row["evaluation_id"]),
    )
    return StoredEvaluation(row["evaluation_id"], row["response_id"], row["text"], evaluation)


def _neighbour(row: Row) -> Neighbour:
    return Neighbour(row["graded_id"], row["text"], row["score"], row["likeness"])


def _point(piece: Row) -> PointVerdict:
    return PointVerdict(
        point_id=piece["rubric_id"],
        text=piece["text"],
        weight=piece["weight"],
        verdict=Verdict(piece["verdict"]),
        credit=piece["credit"],
        quote=piece["quote"],
    )


def _misconception(piece: Row) -> MisconceptionFound:
    return MisconceptionFound(
        misconception_id=piece["rubric_id"],
        claim=piece["text"],
        penalty=piece["penalty"],
        feedback=piece["feedback"],
        quote=piece["quote"],
    )
