"""What an interview used (tokens, money) and what the client measured (latencies, losses)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from athena.store.database import Transaction


def put(
    tx: Transaction,
    session_id: str,
    response_id: str,
    model: str,
    usage: Mapping[str, object],
    cost_usd: float | None,
    at: datetime,
) -> None:
    """Keep what one response of the engine used; the same response again replaces its figures."""
    tx.upsert(
        "usage",
        ("session_id", "response_id"),
        {
            "session_id": session_id,
            "response_id": response_id,
            "model": model,
            "input_tokens": _count(usage.get("input_tokens")),
            "output_tokens": _count(usage.get("output_tokens")),
            "total_tokens": _count(usage.get("total_tokens")),
            "detail": json.dumps(dict(usage), default=str),
            "cost_usd": cost_usd,
            "recorded_at": at,
        },
    )


def add_metrics(tx: Transaction, session_id: str, metrics: Mapping[str, float], at: datetime) -> None:
    """Keep measurements of the client under their names."""
    for name, value in metrics.items():
        tx.insert(
            "client_metrics",
            {"session_id": session_id, "name": name, "value": float(value), "recorded_at": at},
        )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
