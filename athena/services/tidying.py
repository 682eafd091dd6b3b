"""After something was deleted: the files in which it could still be read are made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from athena.services.copies import Copies
from athena.services.records import utc_now
from athena.store import chores
from athena.store.database import Database, Transaction

CHORE: Final = "tidy"


class Tidying:
    """Writes the database and the copies of it anew; what was begun and not ended is made up for later."""

    def __init__(self, database: Database, copies: Copies, now: Callable[[], datetime] = utc_now) -> None:
        self._database, self._copies, self._now = database, copies, now
        self.on_deleted: list[Callable[[], None]] = []
        """What lets go of data that others hold of the old files."""

    def want(self, tx: Transaction) -> None:
        """Note, with the deletion itself, that the files hold what is deleted."""
        chores.want(tx, CHORE)

    def tidy(self) -> None:
        """Make the files anew now; whoever reads or writes waits for it. Raises StoreError."""
        self._copies.renew()
        for let_go in self.on_deleted:
            let_go()
        self._database.compact()
        with self._database.transaction(shown=False) as tx:
            chores.done(tx, CHORE, self._now())

    def tidy_if_wanted(self) -> None:
        """Make up for what was begun and not ended, after a fault or a kill. Raises StoreError."""
        if chores.wanted(self._database, CHORE):
            self.tidy()
