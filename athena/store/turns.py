"""The transcript: what each side said, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.interview import Channel, Speaker
from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class TurnHeard:
    """One thing that was said. Times are milliseconds since the session began."""

    item_id: str
    speaker: Speaker
    text: str
    channel: Channel
    started_ms: int
    ended_ms: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn with its place: in the session's order, in a question, and whether it is part of the answer."""

    turn: TurnHeard
    position: int
    question_id: str | None
    in_answer: bool


def put(tx: Transaction, session_id: str, stored: StoredTurn, at: datetime) -> None:
    """Add a turn, or replace the one with the same item id."""
    turn = stored.turn
    tx.upsert(
        "transcript_turns",
        ("session_id", "item_id"),
        {
            "session_id": session_id,
            "item_id": turn.item_id,
            "position": stored.position,
            "speaker": turn.speaker,
            "channel": turn.channel,
            "text": turn.text,
            "started_ms": turn.started_ms,
            "ended_ms": turn.ended_ms,
            "interrupted": turn.interrupted,
            "question_id": stored.question_id,
            "in_answer": stored.in_answer,
            "recorded_at": at,
        },
    )


def find(reader: Reader, session_id: str, item_id: str) -> StoredTurn | None:
    """Return the turn with this item id, or None."""
    rows = reader.read(
        "SELECT * FROM transcript_turns WHERE session_id = ? AND item_id = ?", [session_id, item_id]
    )
    return _stored(rows[0]) if rows else None


def of_session(reader: Reader, session_id: str) -> list[StoredTurn]:
    """Return all turns of a session in order."""
    rows = reader.read("SELECT * FROM transcript_turns WHERE session_id = ? ORDER BY position", [session_id])
    return [_stored(row) for row in rows]


def answer(reader: Reader, session_id: str, question_id: str) -> list[TurnHeard]:
    """Return the turns that make up the answer to one question, in order."""
    rows = reader.read(
        "SELECT * FROM transcript_turns WHERE session_id = ? AND question_id = ? AND in_answer "
        "ORDER BY position",
        [session_id, question_id],
    )
    return [_stored(row).turn for row in rows]


def _stored(row: Row) -> StoredTurn:
    turn = TurnHeard(
        item_id=row["item_id"],
        speaker=Speaker(row["speaker"]),
        text=row["text"],
        channel=Channel(row["channel"]),
        started_ms=row["started_ms"],
        ended_ms=row["ended_ms"],
        interrupted=row["interrupted"],
    )
    return StoredTurn(turn, row["position"], row["question_id"], row["in_answer"])
