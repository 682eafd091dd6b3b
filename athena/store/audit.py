"""The audit log: entries are added and read, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from athena.domain.audit import Action, AuditEvent, Outcome
from athena.store.database import Reader, Row, Transaction


def add(tx: Transaction, event: AuditEvent) -> None:
    """Add an entry."""
    fields = {name: getattr(event, name) for name in AuditEvent.__slots__}
    tx.insert("audit_events", fields | {"detail": json.dumps(dict(event.detail))})


def add_all(tx: Transaction, events: Sequence[AuditEvent]) -> None:
    """Add many entries at once."""
    columns = {name: [getattr(event, name) for event in events] for name in AuditEvent.__slots__}
    details = [json.dumps(dict(event.detail)) for event in events]
    tx.append("audit_events", pa.table(columns | {"detail": details}))


def find(
    reader: Reader,
    *,
    actions: tuple[Action, ...] = (),
    person: str = "",
    outcome: Outcome | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 1000,
) -> list[AuditEvent]:
    """Return entries, the newest first; ``person`` is sought in actor and subject, times are naive UTC."""
    rows = reader.read(
        "SELECT * FROM audit_events WHERE (len($1::VARCHAR[]) = 0 OR list_contains($1::VARCHAR[], action)) "
        "AND ($2 = '' OR contains(lower(actor), lower($2)) OR contains(lower(subject), lower($2))) "
        "AND ($3::VARCHAR IS NULL OR outcome = $3) AND ($4::TIMESTAMP IS NULL OR happened_at >= $4) "
        "AND ($5::TIMESTAMP IS NULL OR happened_at < $5) ORDER BY happened_at DESC, event_id LIMIT $6",
        [list(actions), person, outcome, since, until, limit],
    )
    return [_event(row) for row in rows]


def last_sign_ins(reader: Reader) -> dict[str, datetime]:
    """Return when each person last signed in (naive UTC), by identity, as far back as entries are kept."""
    rows = reader.read(
        "SELECT lower(actor) AS identity, max(happened_at) AS seen FROM audit_events "
        "WHERE action = ? AND outcome = ? AND actor <> '' GROUP BY 1",
        [Action.SIGN_IN, Outcome.OK],
    )
    return {row["identity"]: row["seen"] for row in rows}


def _event(row: Row) -> AuditEvent:
    kinds = {"action": Action(row["action"]), "outcome": Outcome(row["outcome"])}
    return AuditEvent(**(row | kinds | {"detail": json.loads(row["detail"])}))
