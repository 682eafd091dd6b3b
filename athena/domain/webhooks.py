"""What other systems are told when an invited interview has ended, and when that is tried again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from athena.domain.invitations import Invitation
from athena.domain.report import Band
from athena.domain.templates import Template

EVENT: Final = "interview.finished"
RETRY_AFTER: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long is waited after each try that failed; after the one that follows the last wait it is given up."""
_GONE: Final = 410


class DeliveryState(StrEnum):
    """Where a message to another system stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ").capitalize()


def accepted(http_status: int | None) -> bool:
    """Whether the other system has taken the message; it has not when it points elsewhere."""
    return http_status is not None and 200 <= http_status < 300


def next_try(
    tries: int, http_status: int | None, now: datetime, waits: Sequence[timedelta] = RETRY_AFTER
) -> datetime | None:
    """Return when to try again after so many ``tries``, None for never: it was taken, refused or in vain.

    410 says that nobody listens there any more.
    """
    if accepted(http_status) or http_status == _GONE or tries > len(waits):
        return None
    return now + waits[tries - 1]


def payload(
    invitation: Invitation,
    template: Template,
    *,
    overall_score: float | None,
    band: Band | None,
    questions: int,
    answered: int,
    now: datetime,
) -> str:
    """Return the message on an invited interview that has ended, as JSON; see docs/webhook.md."""
    return json.dumps(
        {
            "type": EVENT,
            "timestamp": _moment(now),
            "data": {
                "session_id": invitation.session_id,
                "invitation_id": invitation.invitation_id,
                "employee_id": invitation.employee_id,
                "template": {
                    "id": template.template_id,
                    "version": template.version,
                    "name": template.name,
                },
                "status": invitation.status.value,
                "practice": template.practice,
                "overall_score": overall_score,
                "band": band.value if band else None,
                "questions": questions,
                "answered": answered,
                "invited_at": _moment(invitation.created_at),
                "begun_at": _moment(invitation.begun_at),
                "ended_at": _moment(invitation.ended_at),
            },
        },
        separators=(",", ":"),
    )


def _moment(at: datetime | None) -> str | None:
    """Return a time (naive UTC) as ISO 8601 with its zone."""
    return None if at is None else at.replace(tzinfo=UTC, microsecond=0).isoformat().replace("+00:00", "Z")
