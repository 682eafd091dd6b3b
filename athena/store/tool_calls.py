"""Tool calls with what they were answered: for replay, audit, and so that none runs twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool by the interviewer and the output it got."""

    call_id: str
    position: int
    name: str
    arguments: Mapping[str, Any]
    output: Mapping[str, Any]


def add(tx: Transaction, session_id: str, call: ToolCall, at: datetime) -> None:
    """Add a call; its id must be new in the session."""
    tx.insert(
        "tool_calls",
        {
            "session_id": session_id,
            "call_id": call.call_id,
            "position": call.position,
            "name": call.name,
            "arguments": json.dumps(dict(call.arguments)),
            "output": json.dumps(dict(call.output)),
            "called_at": at,
        },
    )


def find(reader: Reader, session_id: str, call_id: str) -> ToolCall | None:
    """Return the call with this id, or None."""
    rows = reader.read("SELECT * FROM tool_calls WHERE session_id = ? AND call_id = ?", [session_id, call_id])
    return _call(rows[0]) if rows else None


def of_session(reader: Reader, session_id: str) -> list[ToolCall]:
    """Return all calls of a session in order."""
    rows = reader.read("SELECT * FROM tool_calls WHERE session_id = ? ORDER BY position", [session_id])
    return [_call(row) for row in rows]


def _call(row: Row) -> ToolCall:
    return ToolCall(
        row["call_id"], row["position"], row["name"], json.loads(row["arguments"]), json.loads(row["output"])
    )
