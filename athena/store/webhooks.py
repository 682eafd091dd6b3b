"""Messages to other systems: a queue that survives a restart, and a log of what was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.webhooks import DeliveryState
from athena.store.database import Reader, Row, Transaction


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and how its delivery goes; times are naive UTC.

    ``http_status`` and ``trouble`` are of the last of the ``tries``; ``next_try_at`` is None once it was
    delivered or given up.
    """

    delivery_id: str
    invitation_id: str
    payload: str
    created_at: datetime
    next_try_at: datetime | None
    delivered_at: datetime | None = None
    tries: int = 0
    tried_at: datetime | None = None
    http_status: int | None = None
    trouble: str = ""

    @property
    def state(self) -> DeliveryState:
        """Where the message stands."""
        if self.delivered_at is not None:
            return DeliveryState.DELIVERED
        return DeliveryState.GIVEN_UP if self.next_try_at is None else DeliveryState.WAITING


_SELECT = (
    "SELECT d.*, coalesce(t.number, 0) AS tries, t.tried_at, t.http_status, "
    "coalesce(t.trouble, '') AS trouble "
    "FROM webhook_deliveries d LEFT JOIN webhook_tries t ON t.delivery_id = d.delivery_id "
    "AND t.number = (SELECT max(number) FROM webhook_tries l WHERE l.delivery_id = d.delivery_id)"
)


def add(tx: Transaction, delivery: Delivery, event: str) -> None:
    """Put a message into the queue."""
    tx.insert(
        "webhook_deliveries",
        {
            "delivery_id": delivery.delivery_id,
            "invitation_id": delivery.invitation_id,
            "event": event,
            "payload": delivery.payload,
            "created_at": delivery.created_at,
            "next_try_at": delivery.next_try_at,
        },
    )


def first_due(reader: Reader) -> Delivery | None:
    """Return the message that is to be tried first, due or not, or None."""
    rows = reader.read(
        f"{_SELECT} WHERE d.next_try_at IS NOT NULL ORDER BY d.next_try_at, d.created_at LIMIT 1"
    )
    return _delivery(rows[0]) if rows else None


def find(reader: Reader, delivery_id: str) -> Delivery | None:
    """Return the message, or None."""
    rows = reader.read(f"{_SELECT} WHERE d.delivery_id = ?", [delivery_id])
    return _delivery(rows[0]) if rows else None


def newest(reader: Reader, limit: int) -> list[Delivery]:
    """Return the messages, the newest first."""
    rows = reader.read(f"{_SELECT} ORDER BY d.created_at DESC, d.delivery_id LIMIT ?", [limit])
    return [_delivery(row) for row in rows]


def note(
    tx: Transaction,
    delivery: Delivery,
    http_status: int | None,
    trouble: str,
    at: datetime,
    *,
    delivered: bool,
    next_try_at: datetime | None,
) -> None:
    """Keep how another try went, and when the next one is."""
    tx.insert(
        "webhook_tries",
        {
            "delivery_id": delivery.delivery_id,
            "number": delivery.tries + 1,
            "tried_at": at,
            "http_status": http_status,
            "trouble": trouble,
        },
    )
    tx.run(
        "UPDATE webhook_deliveries SET next_try_at = ?, delivered_at = ? WHERE delivery_id = ?",
        [next_try_at, at if delivered else None, delivery.delivery_id],
    )


def try_now(tx: Transaction, delivery_id: str, at: datetime) -> None:
    """Have a message tried at once that was not delivered."""
    tx.run(
        "UPDATE webhook_deliveries SET next_try_at = ? WHERE delivery_id = ? AND delivered_at IS NULL",
        [at, delivery_id],
    )


def _delivery(row: Row) -> Delivery:
    return Delivery(**{name: row[name] for name in Delivery.__slots__})
