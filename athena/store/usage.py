"""What an interview used (tokens, money) and what the client measured (latencies, losses)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from athena.store.database import Reader, Row, Transaction

_REAL = "session_id NOT IN (SELECT session_id FROM interview_sessions WHERE demo)"


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


def cost_of_session(reader: Reader, session_id: str) -> float:
    """Return the US dollars a session has cost, as far as prices were known."""
    return _sum(reader, "session_id = ?", session_id)


def cost_since(reader: Reader, moment: datetime) -> float:
    """Return the US dollars that all sessions but demonstrations have cost since a moment (naive UTC)."""
    return _sum(reader, f"recorded_at >= ? AND {_REAL}", moment)


def by_day(reader: Reader, *, session_id: str | None = None, days: int = 31) -> list[Row]:
    """Return sums by day and model, newest first: of one session, or of the latest ``days`` with any.

    Without a session, demonstrations are left out.
    """
    return reader.read(
        "SELECT recorded_at::DATE AS day, model, count(DISTINCT session_id) AS sessions, "  # noqa: S608 - own words
        "count(*) AS responses, count(cost_usd) AS priced, "
        "coalesce(sum(input_tokens), 0)::BIGINT AS input_tokens, "
        "coalesce(sum(output_tokens), 0)::BIGINT AS output_tokens, "
        "coalesce(sum(cost_usd), 0) AS cost_usd "
        f"FROM usage WHERE ($1 IS NULL AND {_REAL}) OR session_id = $1::UUID GROUP BY day, model "
        "QUALIFY dense_rank() OVER (ORDER BY day DESC) <= $2 ORDER BY day DESC, model",
        [session_id, days],
    )


def of_session(reader: Reader, session_id: str) -> list[Row]:
    """Return what each response of a session used, in order."""
    return reader.read(
        "SELECT response_id, model, input_tokens, output_tokens, cost_usd, recorded_at FROM usage "
        "WHERE session_id = ? ORDER BY recorded_at, response_id",
        [session_id],
    )


def metrics_of_session(reader: Reader, session_id: str) -> list[Row]:
    """Return what the client measured in a session, by time and name."""
    return reader.read(
        "SELECT name, value, recorded_at FROM client_metrics WHERE session_id = ? ORDER BY recorded_at, name",
        [session_id],
    )


def _sum(reader: Reader, condition: str, value: object) -> float:
    rows = reader.read(
        f"SELECT coalesce(sum(cost_usd), 0) AS usd FROM usage WHERE {condition}",  # noqa: S608 - own words
        [value],
    )
    return float(rows[0]["usd"])


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
