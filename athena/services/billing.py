"""What the text models cost that judge answers and word reports: priced, kept, and held by the budgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from athena.domain.cost import Price, PriceList, cost_usd
from athena.services.evaluation_budget import CEILING, Budget
from athena.services.records import require_session, utc_now
from athena.services.spending import Spendings
from athena.store import usage as usage_records
from athena.store.database import Database


class Billing:
    """Thread-safe. ``session_limit`` is what text models may cost for one interview, ``day_limit`` what all
    models may cost in a day (UTC), both in US dollars. ``now`` gives naive UTC.
    """

    def __init__(
        self,
        database: Database,
        prices: PriceList,
        session_limit: float,
        day_limit: float,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._prices, self._now = database, prices, now
        self._session_limit, self._day_limit = session_limit, day_limit
        self._spendings = Spendings(database, now)

    def record(self, session_id: str, response_id: str, model: str, usage: Mapping[str, object]) -> None:
        """Keep what a response used, with its cost as far as the model's price is known."""
        price = self._prices.of(model)
        cost = cost_usd(usage, price) if price else None
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            usage_records.put(tx, session.session_id, response_id, model, usage, cost, self._now())

    def budget(self, session_id: str, model: str) -> Budget:
        """Return what ``model`` may still cost for a session."""
        spent = sum(
            line.cost_usd
            for line in self._spendings.of_session(session_id)
            if _reads_text_only(self._prices.of(line.model))
        )
        left_today = self._day_limit - self._spendings.today()
        return Budget(min(self._session_limit - spent, left_today), price=self._prices.of(model) or CEILING)


def _reads_text_only(price: Price | None) -> bool:
    return price is not None and price.audio is None and price.minute is None
