"""Item parameters refitted from stored answers, and the answers they are refitted from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from athena.domain.ability import Item
from athena.domain.calibration import Answer, Fit
from athena.store.database import Reader, Transaction


def answers(reader: Reader) -> list[Answer]:
    """Return every assessed answer to a question of the bank in ended interviews, demonstrations left out."""
    rows = reader.read(
        "SELECT s.session_id, q.bank_question_id, r.score FROM interview_responses r "
        "JOIN interview_questions q ON q.question_id = r.question_id "
        "JOIN interview_sessions s ON s.session_id = r.session_id "
        "WHERE r.assessed AND q.bank_question_id IS NOT NULL AND s.status <> 'in_progress' AND NOT s.demo "
        "ORDER BY s.started_at, s.session_id, q.ordinal"
    )
    return [Answer(row["session_id"], row["bank_question_id"], row["score"]) for row in rows]


def put(tx: Transaction, fits: Sequence[Fit], at: datetime) -> None:
    """Keep refitted parameters with their date and the number of answers, in place of earlier ones."""
    for fit in fits:
        tx.upsert(
            "item_parameters",
            ("question_id",),
            {
                "question_id": fit.question_id,
                "discrimination": fit.item.discrimination,
                "difficulty": fit.item.difficulty,
                "answers": fit.answers,
                "fitted_at": at,
            },
        )


def refitted(reader: Reader) -> dict[str, Item]:
    """Return all refitted parameters by question id."""
    rows = reader.read(
        "SELECT question_id, discrimination, difficulty FROM item_parameters ORDER BY question_id"
    )
    return {row["question_id"]: Item(row["discrimination"], row["difficulty"]) for row in rows}
