"""The audit log to look at and to take away, with the text of the queries that were run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action, AuditEvent, Outcome
from athena.services.auditing import Auditing
from athena.services.exporting import ExportFile, Format
from athena.services.exports import Exports
from athena.store import queries
from athena.store.database import Database
from athena.store.queries import QueryRun

MOST: Final = 100_000
"""So many entries a file holds: the newest."""
_COLUMNS: Final = (
    "happened_at_utc",
    "actor",
    "role",
    "action",
    "subject",
    "outcome",
    "address",
    "detail",
    "query",
    "event_id",
)


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """What is looked for; ``person`` is sought in who did it and to whom, times are naive UTC."""

    actions: tuple[Action, ...] = ()
    person: str = ""
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditLog:
    """Finds entries and makes files of them. Thread-safe. All methods raise AccessError."""

    def __init__(self, database: Database, audit: Auditing, exports: Exports) -> None:
        self._database, self._audit, self._exports = database, audit, exports

    def find(self, viewer: Viewer, wanted: AuditWanted, limit: int) -> list[AuditEvent]:
        """Return the newest entries that are wanted, at most ``limit``."""
        return self._audit.entries(
            viewer,
            actions=wanted.actions,
            person=wanted.person,
            outcome=wanted.outcome,
            since=wanted.since,
            until=wanted.until,
            limit=limit,
        )

    def queries(self, viewer: Viewer, entries: Sequence[AuditEvent]) -> dict[str, QueryRun]:
        """Return the queries that entries tell of, by the entry's id."""
        viewer.require(Permission.SEE_AUDIT)
        asked = {entry.subject: entry.event_id for entry in entries if entry.action is Action.QUERY}
        return {asked[run.run_id]: run for run in queries.find_runs(self._database, list(asked))}

    def file(self, viewer: Viewer, wanted: AuditWanted, format_: Format) -> ExportFile:
        """Return the wanted entries as a table, times in UTC; that it was taken is an entry itself."""
        entries = self.find(viewer, wanted, MOST)
        runs = self.queries(viewer, entries)
        rows = [_row(entry, runs.get(entry.event_id)) for entry in entries]
        return self._exports.table(viewer, "Athena audit log", _COLUMNS, rows, format_)


def _row(entry: AuditEvent, run: QueryRun | None) -> tuple[object, ...]:
    detail = json.dumps(dict(entry.detail), ensure_ascii=False) if entry.detail else ""
    return (
        entry.happened_at,
        entry.actor,
        entry.role,
        entry.action.value,
        entry.subject,
        entry.outcome.value,
        entry.address,
        detail,
        run.sql if run else "",
        entry.event_id,
    )
