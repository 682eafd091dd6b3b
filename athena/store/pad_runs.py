"""What was run and handed in in the SQL pad of an interview."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class PadRun:
    """One query of the pad: a ``run`` on the visible data, or a ``submit`` as the question's answer.

    ``outcome`` is what happened in words, without anything of the reference. ``question_id`` is that of the
    question as it was asked in the session. ``right_count`` of ``total_count`` data sets have the result
    asked for; ``position`` is its place among what was said. Times are naive UTC.
    """

    run_id: str
    session_id: str
    question_id: str
    kind: Literal["run", "submit"]
    code: str
    verdict: str
    score: float | None
    outcome: str
    runtime_ms: float | None
    ran_at: datetime
    position: int = 0
    right_count: int = 0
    total_count: int = 1


def add(tx: Transaction, run: PadRun) -> None:
    """Add a query that was run or handed in."""
    tx.insert("pad_runs", asdict(run))


def of_session(reader: Reader, session_id: str) -> list[PadRun]:
    """Return everything run and handed in in a session, the oldest first."""
    return _select(reader, "session_id = ?", session_id)


def of_question(reader: Reader, question_id: str) -> list[PadRun]:
    """Return what was run and handed in for one asked question, the oldest first."""
    return _select(reader, "question_id = ?", question_id)


def _select(reader: Reader, condition: str, value: str) -> list[PadRun]:
    rows = reader.read(f"SELECT * FROM pad_runs WHERE {condition} ORDER BY position, ran_at, run_id", [value])  # noqa: S608 - own words
    return [PadRun(**row) for row in rows]
