"""What the people who run Athena look at: money by day, today's budget, and the interviews that run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from athena.services.records import require_session
from athena.services.spending import Spending, Spendings
from athena.store.database import Database
from athena.store.sessions import Session

DAYS = 31


@dataclass(frozen=True, slots=True)
class Operations:
    """Spending by day and model (newest first), today's (UTC) in US dollars, and the running interviews."""

    days: tuple[Spending, ...]
    today_usd: float
    running: tuple[Session, ...]


def read_operations(database: Database, running: Sequence[str], days: int = DAYS) -> Operations:
    """Read what there is to know; ``running`` names the sessions that run in this process."""
    spendings = Spendings(database)
    return Operations(
        days=tuple(spendings.by_day(days)),
        today_usd=spendings.today(),
        running=tuple(require_session(database, session_id) for session_id in running),
    )
