"""Telling another system that an invited interview has ended: messages wait in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from standardwebhooks import Webhook

from athena.domain.access import Permission, Viewer
from athena.domain.invitations import Invitation
from athena.domain.webhooks import EVENT, RETRY_AFTER, accepted, next_try, payload
from athena.errors import NotFoundError
from athena.services.records import random_id, utc_now
from athena.services.templates import require_template
from athena.store import sessions, webhooks
from athena.store.database import Database, Transaction
from athena.store.webhooks import Delivery

__all__ = ["Delivery", "Message", "Webhooks"]

TROUBLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, signed for this very moment: the body as it is, and its headers."""

    delivery: Delivery
    body: bytes
    headers: dict[str, str]


class Webhooks:
    """The queue of messages and the log of how they were taken. Thread-safe.

    ``url`` and ``secret`` (``whsec_`` and base64) are the receiver's; without them nothing is queued.
    ``waits`` follow the tries that failed.
    """

    def __init__(
        self,
        database: Database,
        url: str | None,
        secret: str | None,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        waits: Sequence[timedelta] = RETRY_AFTER,
    ) -> None:
        self._database, self._now, self._new_id, self._waits = database, now, new_id, waits
        self.url = url
        self._signer = Webhook(secret) if url and secret else None
        self.on_queued: Callable[[], None] = lambda: None

    @property
    def configured(self) -> bool:
        """Whether there is somebody to tell."""
        return self._signer is not None

    def ended(self, tx: Transaction, invitation: Invitation) -> None:
        """Queue a message about an invited interview that has just ended, where its template says so."""
        template = require_template(tx, invitation.template_id, invitation.template_version)
        if not (self.configured and template.webhook and invitation.session_id):
            return
        now = self._now()
        figures = sessions.figures(tx, [invitation.session_id])[invitation.session_id]
        text = payload(
            invitation,
            template,
            overall_score=figures.overall_score,
            band=figures.band,
            questions=figures.asked,
            answered=figures.answered,
            now=now,
        )
        delivery = Delivery(self._new_id(), invitation.invitation_id, text, now, now)
        webhooks.add(tx, delivery, EVENT)

    def wait_s(self) -> float | None:
        """Return how many seconds it is until the next message is due; None when nothing waits."""
        first = webhooks.first_due(self._database)
        if first is None or first.next_try_at is None:
            return None
        return max(0.0, (first.next_try_at - self._now()).total_seconds())

    def next_message(self) -> Message | None:
        """Return the message that is due first, signed for now; None when none is due."""
        first, now = webhooks.first_due(self._database), self._now()
        if self._signer is None or first is None or first.next_try_at is None or first.next_try_at > now:
            return None
        headers = {
            "content-type": "application/json",
            "webhook-id": first.delivery_id,
            "webhook-timestamp": str(int((now - datetime(1970, 1, 1)).total_seconds())),
            "webhook-signature": self._signer.sign(first.delivery_id, now, first.payload),
        }
        return Message(first, first.payload.encode(), headers)

    def tried(self, delivery: Delivery, http_status: int | None, trouble: str = "") -> None:
        """Keep how a try went: an HTTP status, or None and what kept it from getting one."""
        now = self._now()
        with self._database.transaction(shown=False) as tx:
            webhooks.note(
                tx,
                delivery,
                http_status,
                trouble[:TROUBLE_LENGTH],
                now,
                delivered=accepted(http_status),
                next_try_at=next_try(delivery.tries + 1, http_status, now, self._waits),
            )

    def log(self, viewer: Viewer, limit: int = 200) -> list[Delivery]:
        """Return the messages and how they were taken, the newest first. Raises AccessError."""
        viewer.require(Permission.LAUNCH)
        return webhooks.newest(self._database, limit)

    def send_again(self, viewer: Viewer, delivery_id: str) -> None:
        """Have a message that was not taken tried at once. Raises AccessError, NotFoundError."""
        viewer.require(Permission.LAUNCH)
        with self._database.transaction(shown=False) as tx:
            if webhooks.find(tx, delivery_id) is None:
                raise NotFoundError("This message is not there any more.")
            webhooks.try_now(tx, delivery_id, self._now())
        self.on_queued()
