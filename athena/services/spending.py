"""What interviews cost, by session and by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from athena.domain.cost import Spent
from athena.services.records import require_session, utc_now
from athena.store import usage
from athena.store.database import Database


@dataclass(frozen=True, slots=True)
class Spending:
    """What one model used on one day (UTC) or in one session.

    ``cost_usd`` covers the ``priced`` of the ``responses``; for the others no price was known.
    """

    day: date
    model: str
    sessions: int
    responses: int
    priced: int
    input_tokens: int
    output_tokens: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class ResponseUse:
    """What one response used; None where it was not told, or no price was known. Times are naive UTC."""

    response_id: str
    model: str
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: float | None
    recorded_at: datetime


class Spendings:
    """Sums over what every response used. ``now`` gives naive UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database, self._now = database, now

    def spent(self, session_id: str) -> Spent:
        """Return what a session and all sessions of today have cost so far."""
        session_id = require_session(self._database, session_id).session_id
        return Spent(usage.cost_of_session(self._database, session_id), self.today())

    def today(self) -> float:
        """Return the US dollars spent since midnight (UTC)."""
        return usage.cost_since(self._database, datetime.combine(self._now().date(), time.min))

    def of_session(self, session_id: str) -> list[Spending]:
        """Return what a session used, by day and model; NotFoundError when there is none."""
        session_id = require_session(self._database, session_id).session_id
        return [Spending(**row) for row in usage.by_day(self._database, session_id=session_id)]

    def responses(self, session_id: str) -> list[ResponseUse]:
        """Return what each response of a session used, in order; NotFoundError when there is no session."""
        session_id = require_session(self._database, session_id).session_id
        return [ResponseUse(**row) for row in usage.of_session(self._database, session_id)]

    def by_day(self, days: int = 31) -> list[Spending]:
        """Return what was used on each of the latest days that saw any interview, newest first, by model."""
        return [Spending(**row) for row in usage.by_day(self._database, days=days)]
