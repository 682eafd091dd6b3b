"""What is kept no longer than its time: looked for in a dry run, taken out by a daily job."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.retention import DAY, Due, Kind, Periods
from athena.services.auditing import Auditing
from athena.services.backups import Backups
from athena.services.recordings import Recordings
from athena.services.records import utc_now
from athena.services.tidying import Tidying
from athena.store import chores, erasures, retention
from athena.store.database import Database, Reader, Transaction
from athena.store.retention import Rule

CHORE: Final = "retention"
_AT_LATEST: Final = 2 * DAY
_FILES: Final = frozenset({Kind.AUDIO, Kind.BACKUPS})
logger = logging.getLogger(__name__)


class Retention:
    """Takes out what is due. ``is_live`` says whether an interview runs now, which would have to wait."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        tidying: Tidying,
        backups: Backups,
        recordings: Recordings,
        periods: Periods,
        *,
        is_live: Callable[[str], bool] = lambda _: False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._tidying = database, audit, tidying
        self._backups, self._recordings = backups, recordings
        self.periods, self._is_live, self._now = periods, is_live, now

    def due(self, viewer: Viewer) -> list[Due]:
        """Return what would go now; nothing changes. Raises AccessError."""
        viewer.require(Permission.MANAGE_PRIVACY)
        return [*self._rows_due(), *self._files_due()]

    def run(self, viewer: Viewer | None = None) -> list[Due]:
        """Take out what is due and return it; the files are then written anew.

        ``viewer`` None is the daily job. Raises AccessError, StoreError.
        """
        if viewer is not None:
            viewer.require(Permission.MANAGE_PRIVACY)
        gone = self._files_due()
        self._backups.expire()
        self._recordings.expire(self._before(Kind.AUDIO), self._before(Kind.SCORES))
        rows = self._take_out()
        for one in (*rows, *gone):
            detail = {"kind": one.kind.value, "number": str(one.number)}
            self._audit.note(viewer, Action.DELETION, f"retention of {one.place}", detail=detail)
        if rows:
            self._tidying.tidy()
        return [*rows, *gone]

    def daily(self) -> None:
        """Take out what is due when that was not done for a day, and while nobody has to wait for it.

        After two days it is done all the same. What an erasure left undone is made up for at once. Raises
        StoreError.
        """
        last = chores.last_done(self._database, CHORE)
        waited = None if last is None else self._now() - last
        busy = any(map(self._is_live, retention.open_sessions(self._database)))
        if not busy:
            self._tidying.tidy_if_wanted()
        if (busy and last is None) or (waited is not None and waited < (_AT_LATEST if busy else DAY)):
            return
        gone = self.run()
        logger.info(
            "What is kept no longer was taken out: %d rows and files", sum(one.number for one in gone)
        )

    def _rows_due(self) -> list[Due]:
        return [
            due
            for kind in Kind
            if (before := self._before(kind)) is not None
            for rule in retention.rules(self._database, kind)
            if (due := _due(kind, rule, self._database, before)).number
        ]

    def _files_due(self) -> list[Due]:
        audio, backups = self._before(Kind.AUDIO), self._before(Kind.BACKUPS)
        found: list[Due] = []
        sound = self._recordings.due(audio, self._before(Kind.SCORES))
        if sound:
            kind = Kind.AUDIO if audio else Kind.SCORES
            found.append(Due(kind, "recordings", len(sound), self._before(kind) or self._now()))
        if old := self._backups.due():
            found.append(Due(Kind.BACKUPS, "backups", len(old), backups or self._now()))
        return found

    def _take_out(self) -> Sequence[Due]:
        with self._database.transaction() as tx:
            due = [one for kind in Kind if kind not in _FILES for one in self._applied(tx, kind)]
            if due:
                self._tidying.want(tx)
            if before := self._before(Kind.BACKUPS):
                erasures.forget_digests(tx, before)
            chores.done(tx, CHORE, self._now())
        return due

    def _applied(self, tx: Transaction, kind: Kind) -> list[Due]:
        before = self._before(kind)
        if before is None:
            return []
        rules = retention.rules(tx, kind)
        due = [_due(kind, rule, tx, before) for rule in rules]
        for rule in rules:
            rule.apply(tx, before)
        return [one for one in due if one.number]

    def _before(self, kind: Kind) -> datetime | None:
        return self.periods.before(kind, self._now())


def _due(kind: Kind, rule: Rule, reader: Reader, before: datetime) -> Due:
    return Due(kind, rule.table, rule.count(reader, before), before, partly=rule.change is not None)
