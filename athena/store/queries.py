"""What people ran in the SQL editor, and the queries they keep. Times are naive UTC."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class QueryRun:
    """One query that was run: ``outcome`` is ``ok`` or the kind of fault, ``message`` the fault's sentence.

    ``rows`` is None where there was no result; ``parameters`` are values as text.
    """

    run_id: str
    author: str
    sql: str
    parameters: Mapping[str, str]
    outcome: str
    message: str
    rows: int | None
    truncated: bool
    elapsed_ms: float
    ran_at: datetime


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query kept under a name; its id is part of the link that shares it."""

    saved_id: str
    owner: str
    name: str
    sql: str
    saved_at: datetime


def add_run(tx: Transaction, run: QueryRun) -> None:
    """Add a query that was run; what was added is never changed."""
    fields = {name: getattr(run, name) for name in QueryRun.__slots__}
    tx.insert("query_runs", fields | {"parameters": json.dumps(dict(run.parameters))})


def runs_of(reader: Reader, author: str, limit: int) -> list[QueryRun]:
    """Return what somebody ran last, the newest first."""
    rows = reader.read(
        "SELECT * FROM query_runs WHERE author = ? ORDER BY ran_at DESC, run_id LIMIT ?", [author, limit]
    )
    return [_run(row) for row in rows]


def find_runs(reader: Reader, run_ids: Sequence[str]) -> list[QueryRun]:
    """Return the queries with these ids that are still kept."""
    rows = reader.read(
        "SELECT * FROM query_runs WHERE list_contains($1::VARCHAR[], run_id::VARCHAR)", [list(run_ids)]
    )
    return [_run(row) for row in rows]


def put_saved(tx: Transaction, saved: SavedQuery) -> None:
    """Keep a query; the same id again replaces its name and text."""
    tx.upsert("saved_queries", ("saved_id",), {name: getattr(saved, name) for name in SavedQuery.__slots__})


def find_saved(reader: Reader, saved_id: str) -> SavedQuery | None:
    """Return a kept query by the id its link names."""
    rows = reader.read("SELECT * FROM saved_queries WHERE saved_id = ?", [saved_id])
    return SavedQuery(**rows[0]) if rows else None


def saved_by(reader: Reader, owner: str) -> list[SavedQuery]:
    """Return what somebody keeps, by name."""
    rows = reader.read("SELECT * FROM saved_queries WHERE owner = ? ORDER BY lower(name), name", [owner])
    return [SavedQuery(**row) for row in rows]


def remove_saved(tx: Transaction, saved_id: str) -> None:
    """Forget a kept query; its link leads nowhere then."""
    tx.run("DELETE FROM saved_queries WHERE saved_id = ?", [saved_id])


def _run(row: Row) -> QueryRun:
    return QueryRun(**(row | {"parameters": json.loads(row["parameters"])}))
