"""The audit log's use cases: note what somebody did, look at what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action, AuditEvent, Outcome
from athena.services.records import random_id, utc_now
from athena.store import audit
from athena.store.database import Database


class Auditing:
    """Notes and shows. Thread-safe. Entries are never changed."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database, self._now, self._new_id = database, now, new_id

    def note(
        self,
        viewer: Viewer | None,
        action: Action,
        subject: str = "",
        *,
        outcome: Outcome = Outcome.OK,
        address: str = "",
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Add an entry about what ``viewer`` (None: nobody who is known) did to ``subject``, an id."""
        event = self._event(viewer, action, subject, outcome, address, detail or {})
        with self._database.transaction(shown=False) as tx:
            audit.add(tx, event)

    def note_all(self, viewer: Viewer, action: Action, done: Mapping[str, Mapping[str, str]]) -> None:
        """Add an entry for everything that was done at once: details by the id of the subject."""
        if done:
            events = [self._event(viewer, action, one, Outcome.OK, "", done[one]) for one in done]
            with self._database.transaction(shown=False) as tx:
                audit.add_all(tx, events)

    def _event(
        self,
        viewer: Viewer | None,
        action: Action,
        subject: str,
        outcome: Outcome,
        address: str,
        detail: Mapping[str, str],
    ) -> AuditEvent:
        role = viewer.role.value if viewer and viewer.role else "invited" if viewer else ""
        actor = viewer.employee_id if viewer else ""
        return AuditEvent(self._new_id(), self._now(), actor, role, action, subject, outcome, address, detail)

    def entries(
        self,
        viewer: Viewer,
        *,
        actions: tuple[Action, ...] = (),
        person: str = "",
        outcome: Outcome | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 1000,
    ) -> list[AuditEvent]:
        """Return entries, the newest first; ``person`` is sought in who did it and to whom.

        Raises AccessError.
        """
        viewer.require(Permission.SEE_AUDIT)
        return audit.find(
            self._database,
            actions=actions,
            person=person.strip(),
            outcome=outcome,
            since=since,
            until=until,
            limit=limit,
        )
