"""Work that comes round: when it was done last, and whether it is wanted before its time."""

from __future__ import annotations

from datetime import datetime

from athena.store.database import Reader, Transaction


def want(tx: Transaction, name: str) -> None:
    """Note that something is to be done as soon as may be, also if the program is killed before."""
    tx.run(
        "INSERT INTO chores (name, wanted) VALUES (?, TRUE) ON CONFLICT (name) DO UPDATE SET wanted = TRUE",
        [name],
    )


def done(tx: Transaction, name: str, at: datetime) -> None:
    """Note that something was done; ``at`` is naive UTC."""
    tx.upsert("chores", ("name",), {"name": name, "done_at": at, "wanted": False})


def wanted(reader: Reader, name: str) -> bool:
    """Whether something waits to be done."""
    return bool(reader.read("SELECT 1 FROM chores WHERE name = ? AND wanted", [name]))


def last_done(reader: Reader, name: str) -> datetime | None:
    """Return when something was done last (naive UTC), None for never."""
    rows = reader.read("SELECT done_at FROM chores WHERE name = ?", [name])
    return rows[0]["done_at"] if rows else None
