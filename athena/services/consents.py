"""Consents: that somebody agreed, to which words, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.access import Viewer
from athena.domain.audit import Action
from athena.domain.consent import Consent, Explanation
from athena.errors import AccessError
from athena.services.auditing import Auditing
from athena.services.records import require_session, utc_now
from athena.store import consents
from athena.store.database import Database


class Consents:
    """Keeps what people agreed to before their interviews. Thread-safe."""

    def __init__(self, database: Database, audit: Auditing, now: Callable[[], datetime] = utc_now) -> None:
        self._database, self._audit, self._now = database, audit, now

    def give(self, viewer: Viewer, session_id: str, explanation: Explanation) -> None:
        """Keep that the person of a session agreed to what was explained; the first time stands.

        Raises NotFoundError, and AccessError for anybody else than that person or whoever sits at a machine
        without accounts.
        """
        with self._database.transaction(shown=False) as tx:
            session = require_session(tx, session_id)
            if not viewer.local and not viewer.is_person(session.employee.employee_id):
                raise AccessError("Only the person who is interviewed can agree to the interview.")
            given = Consent(session.session_id, explanation.version, explanation.text, self._now())
            consents.put(tx, given)
        detail = {"version": explanation.version}
        self._audit.note(viewer, Action.CONSENT, session.session_id, detail=detail)

    def given(self, session_id: str, version: str) -> Consent | None:
        """Return the consent to that version of the words, None when there is none. Raises NotFoundError."""
        session = require_session(self._database, session_id)
        found = consents.of_session(self._database, session.session_id)
        return next((consent for consent in found if consent.version == version), None)
