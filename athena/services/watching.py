"""Watching an interview in progress: who may, and that they did."""

from __future__ import annotations

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.services.auditing import Auditing
from athena.services.records import require_session
from athena.store.database import Database


class Watching:
    """Lets people watch. Thread-safe."""

    def __init__(self, database: Database, audit: Auditing) -> None:
        self._database, self._audit = database, audit

    def begin(self, viewer: Viewer, session_id: str) -> None:
        """Note that somebody begins to watch. Raises AccessError, NotFoundError."""
        viewer.require(Permission.SEE_SESSIONS)
        session = require_session(self._database, session_id)
        self._audit.note(viewer, Action.WATCHING, session.session_id)
