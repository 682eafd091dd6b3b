"""The questions that were asked in a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from athena.domain.ability import Item
from athena.domain.interview import Category, Difficulty
from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked; ``bank_question_id`` is None when it is not from the bank.

    ``item`` holds the parameters it was asked with, None where none were known.
    """

    question_id: str
    session_id: str
    ordinal: int
    bank_question_id: str | None
    text: str
    category: Category
    difficulty: Difficulty
    asked_at: datetime
    skills: tuple[str, ...] = ()
    item: Item | None = None


def add(tx: Transaction, question: AskedQuestion, position: int) -> None:
    """Add a question that was just asked; it is the current one from now on."""
    tx.insert(
        "interview_questions",
        {
            "question_id": question.question_id,
            "session_id": question.session_id,
            "ordinal": question.ordinal,
            "bank_question_id": question.bank_question_id,
            "text": question.text,
            "category": question.category,
            "difficulty": question.difficulty,
            "skills": list(question.skills),
            "asked_at": question.asked_at,
            "item_discrimination": question.item and question.item.discrimination,
            "item_difficulty": question.item and question.item.difficulty,
            "last_position": position,
        },
    )


def ask_again(tx: Transaction, question_id: str, position: int) -> None:
    """Make a question that was asked before the current one."""
    tx.run("UPDATE interview_questions SET last_position = ? WHERE question_id = ?", [position, question_id])


def set_hints(tx: Transaction, question_id: str, hints: int) -> None:
    """Note how many hints were given to a question."""
    tx.run("UPDATE interview_questions SET hints = ? WHERE question_id = ?", [hints, question_id])


def asked(reader: Reader, session_id: str) -> list[AskedQuestion]:
    """Return the session's questions by ordinal."""
    return _select(reader, "WHERE session_id = ? ORDER BY ordinal", [session_id])


def latest(reader: Reader, session_id: str) -> list[AskedQuestion]:
    """Return the question being answered now and the one before it, as far as there are any."""
    return _select(reader, "WHERE session_id = ? ORDER BY last_position DESC LIMIT 2", [session_id])


def _select(reader: Reader, tail: str, params: Sequence[object]) -> list[AskedQuestion]:
    rows = reader.read(f"SELECT * FROM interview_questions {tail}", params)  # noqa: S608 - tails are above
    return [_question(row) for row in rows]


def _question(row: Row) -> AskedQuestion:
    return AskedQuestion(
        question_id=row["question_id"],
        session_id=row["session_id"],
        ordinal=row["ordinal"],
        bank_question_id=row["bank_question_id"],
        text=row["text"],
        category=Category(row["category"]),
        difficulty=Difficulty(row["difficulty"]),
        asked_at=row["asked_at"],
        skills=tuple(row["skills"]),
        item=_item(row),
    )


def _item(row: Row) -> Item | None:
    discrimination, difficulty = row["item_discrimination"], row["item_difficulty"]
    return None if discrimination is None or difficulty is None else Item(discrimination, difficulty)
