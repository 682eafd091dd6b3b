"""Recordings of candidates' microphones: what there is, the sound itself is in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Recording:
    """One file. Milliseconds count from the start of the session; ``ended`` is False while it is written.

    A program that was killed leaves it so, with a duration of 0: the file tells how long it is. ``lost_ms``
    could not be written in time.
    """

    recording_id: str
    session_id: str
    starts_ms: int
    duration_ms: int
    lost_ms: int
    ended: bool
    made_at: datetime


def begin(tx: Transaction, recording_id: str, session_id: str, at: datetime) -> Recording:
    """Add a recording that begins where the session's last words ended."""
    [row] = tx.read(
        "SELECT coalesce(max(ended_ms), 0) AS ms FROM transcript_turns WHERE session_id = ?", [session_id]
    )
    recording = Recording(recording_id, session_id, int(row["ms"]), 0, 0, False, at)
    tx.insert("recordings", {name: getattr(recording, name) for name in Recording.__slots__})
    return recording


def end(tx: Transaction, recording_id: str, duration_ms: int, lost_ms: int) -> None:
    """Note how long a recording became."""
    tx.run(
        "UPDATE recordings SET duration_ms = ?, lost_ms = ?, ended = TRUE WHERE recording_id = ?",
        [duration_ms, lost_ms, recording_id],
    )


def of_session(reader: Reader, session_id: str) -> list[Recording]:
    """Return the recordings of a session in order."""
    rows = reader.read(
        "SELECT * FROM recordings WHERE session_id = ? ORDER BY starts_ms, made_at", [session_id]
    )
    return [Recording(**row) for row in rows]


def before(reader: Reader, made: datetime | None, session_ended: datetime | None) -> list[Recording]:
    """Return those made before a moment, and those of sessions that ended before another (None: none)."""
    rows = reader.read(
        "SELECT * FROM recordings WHERE made_at < $1::TIMESTAMP OR session_id IN "
        "(SELECT session_id FROM interview_sessions WHERE ended_at < $2::TIMESTAMP) ORDER BY made_at",
        [made, session_ended],
    )
    return [Recording(**row) for row in rows]


def of_sessions(reader: Reader, session_ids: Sequence[str]) -> list[Recording]:
    """Return the recordings of several sessions."""
    rows = reader.read(
        "SELECT * FROM recordings WHERE session_id::VARCHAR IN (SELECT unnest($1::VARCHAR[])) "
        "ORDER BY made_at",
        [list(session_ids)],
    )
    return [Recording(**row) for row in rows]


def known(reader: Reader) -> set[str]:
    """Return the ids of all recordings."""
    return {row["recording_id"] for row in reader.read("SELECT recording_id FROM recordings")}


def remove(tx: Transaction, recording_ids: Sequence[str]) -> None:
    """Remove recordings."""
    tx.run(
        "DELETE FROM recordings WHERE recording_id::VARCHAR IN (SELECT unnest($1::VARCHAR[]))",
        [list(recording_ids)],
    )
