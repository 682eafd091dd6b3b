"""Interviews that nobody came back to: they are ended, with all that was said kept and judged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from athena.domain.interview import SessionStatus
from athena.errors import AthenaError
from athena.services.interviewing import Interviewing
from athena.services.records import utc_now
from athena.store import sessions
from athena.store.database import Database

logger = logging.getLogger(__name__)


class Cleaning:
    """Ends interviews that were left open for longer than ``limit`` since anything happened in them.

    ``is_live`` says whether an interview runs now: one that does is never ended. ``now`` gives naive UTC.
    """

    def __init__(
        self,
        database: Database,
        interviewing: Interviewing,
        is_live: Callable[[str], bool],
        limit: timedelta,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._interviewing = database, interviewing
        self._is_live, self._limit, self._now = is_live, limit, now

    def run(self) -> list[str]:
        """End what was left open as abandoned, its report kept, and return those sessions' ids.

        One that cannot be ended now is logged and left for the next time.
        """
        left = sessions.left_open(self._database, self._now() - self._limit)
        return [session_id for session_id in left if not self._is_live(session_id) and self._end(session_id)]

    def _end(self, session_id: str) -> bool:
        try:
            self._interviewing.close(session_id, SessionStatus.ABANDONED)
        except AthenaError as error:
            logger.warning("Interview %s was left open and cannot be ended: %s", session_id, error.message)
            return False
        logger.info(
            "Nobody came back to interview %s: it is ended, and all that was said is kept", session_id
        )
        return True
