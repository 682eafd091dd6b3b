"""Demonstration data: made up, marked as such, and taken out again in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.cost import PriceList
from athena.domain.problems import ProblemBank
from athena.domain.questions import Bank
from athena.errors import InputError
from athena.services.auditing import Auditing
from athena.services.demo_bulk import bare
from athena.services.demo_columns import CLOUD_MODEL, columns_of
from athena.services.demo_figures import draw, items_of
from athena.services.demo_pad import PadBook
from athena.services.demo_practice import practised
from athena.services.demo_rows import write_out
from athena.services.demo_words import AnswerBook
from athena.services.records import utc_now
from athena.store import demo
from athena.store.database import Database
from athena.store.demo import DemoSize

__all__ = ["Demo", "DemoSize"]
PEOPLE: Final = 60
SESSIONS: Final = 400
_ANSWERS_A_SESSION: Final = 4.565
_SUBJECT: Final = "demonstration data"


class Demo:
    """Puts demonstration data in and takes it out. ``now`` gives naive UTC: the nine months end there.

    Methods that change it raise AccessError for a viewer who may not.
    """

    def __init__(
        self,
        database: Database,
        bank: Bank,
        prices: PriceList,
        now: Callable[[], datetime] = utc_now,
        problems: ProblemBank | None = None,
    ) -> None:
        """Without ``problems`` nobody practises."""
        self._problems = problems
        self._database, self._bank, self._prices, self._now = database, bank, prices, now
        self._audit = Auditing(database)

    def size(self) -> DemoSize:
        """Return how much demonstration data there is."""
        return demo.size(self._database)

    def load(self, viewer: Viewer, people: int = PEOPLE, sessions: int = SESSIONS, seed: int = 1) -> DemoSize:
        """Put in people and their interviews, down to every word. Raises InputError when there are some."""
        viewer.require(Permission.OPERATE)
        if not 1 <= people <= sessions:
            raise InputError("Ask for at least one person, and for no fewer sessions than people.")
        items = items_of(self._bank)
        figures = draw(items, people, sessions, seed, self._now())
        price, pad = self._prices.of(CLOUD_MODEL), PadBook(self._bank)
        rows = write_out(items, figures, AnswerBook(self._bank), pad, price, seed)
        if self._problems:
            rows |= practised(self._problems, figures, self._now(), seed)
        return self._put(viewer, {name: columns_of(of_table) for name, of_table in rows.items() if of_table})

    def load_many(self, viewer: Viewer, responses: int, seed: int = 1) -> DemoSize:
        """Put in about so many scored answers without words, transcripts and evidence, for benchmarks.

        Raises InputError when there is demonstration data already.
        """
        viewer.require(Permission.OPERATE)
        items = items_of(self._bank)
        sessions = max(1, round(responses / _ANSWERS_A_SESSION))
        figures = draw(items, max(1, sessions // 40), sessions, seed, self._now())
        return self._put(viewer, bare(items, figures, seed))

    def remove(self, viewer: Viewer) -> DemoSize:
        """Take everything out that belongs to a demonstration; return how much that was."""
        viewer.require(Permission.OPERATE)
        with self._database.transaction() as tx:
            before = demo.size(tx)
            demo.remove(tx)
        self._audit.note(viewer, Action.DELETION, _SUBJECT, detail=_counted(before))
        return before

    def _put(self, viewer: Viewer, tables: Mapping[str, Mapping[str, Any]]) -> DemoSize:
        with self._database.transaction() as tx:
            if demo.size(tx).people:
                raise InputError(
                    "The demonstration data is there already. Remove it first to load it anew.",
                    "Already loaded",
                )
            demo.append(tx, tables)
            size = demo.size(tx)
        self._audit.note(viewer, Action.SETTING_CHANGE, _SUBJECT, detail=_counted(size))
        return size


def _counted(size: DemoSize) -> dict[str, str]:
    return {"people": str(size.people), "sessions": str(size.sessions)}
