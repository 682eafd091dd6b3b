"""Which engines interviewed in a session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class EngineUse:
    """An engine that interviewed from ``began_at`` (naive UTC) on; ``reason`` is why it took over."""

    engine: str
    model: str
    reason: str
    began_at: datetime


def add(tx: Transaction, session_id: str, position: int, use: EngineUse) -> None:
    """Add the ``position``-th engine (from 1) of a session."""
    tx.insert("session_engines", {"session_id": session_id, "position": position} | asdict(use))


def of_session(reader: Reader, session_id: str) -> list[EngineUse]:
    """Return the engines of a session that changed, in order; nothing for one that never did."""
    rows = reader.read(
        "SELECT engine, model, reason, began_at FROM session_engines WHERE session_id = ? ORDER BY position",
        [session_id],
    )
    return [EngineUse(**row) for row in rows]


def set_current(tx: Transaction, session_id: str, engine: str, model: str) -> None:
    """Let an engine be the one that interviews in a session now."""
    tx.run(
        "UPDATE interview_sessions SET engine = ?, model = ? WHERE session_id = ?",
        [engine, model, session_id],
    )
