"""The change of interviewers within a session, which is part of its record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.services.records import require_session, storable, utc_now
from athena.store import engines
from athena.store.database import Database, Reader
from athena.store.engines import EngineUse
from athena.store.sessions import Session

__all__ = ["EngineHistory", "EngineUse", "engines_of"]


class EngineHistory:
    """Who interviewed in a session. ``now`` gives naive UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database, self._now = database, now

    def of(self, session_id: str) -> list[EngineUse]:
        """Return the engines of a session in order, the first one it began with; NotFoundError."""
        return engines_of(self._database, require_session(self._database, session_id))

    def change(self, session_id: str, engine: str, model: str, reason: str) -> Session:
        """Let another engine take over, unless it is there already; return the session as it is then."""
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            if (session.engine, session.model) == (engine, model):
                return session
            before = engines_of(tx, session)
            if len(before) == 1:
                engines.add(tx, session.session_id, 1, before[0])
            use = EngineUse(engine, model, storable(reason), self._now())
            engines.add(tx, session.session_id, len(before) + 1, use)
            engines.set_current(tx, session.session_id, engine, model)
            return require_session(tx, session.session_id)


def engines_of(reader: Reader, session: Session) -> list[EngineUse]:
    """Return the engines of a session in order, the first one it began with."""
    first = EngineUse(session.engine, session.model, "", session.started_at)
    return engines.of_session(reader, session.session_id) or [first]
