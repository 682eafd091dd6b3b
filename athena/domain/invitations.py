"""Invitations: one person, one version of a template, one interview; and the rules for what follows what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from athena.domain.interview import SessionStatus
from athena.domain.templates import Contact, Retake, Template
from athena.errors import InputError

VALID_DAYS: Final = range(1, 91)
"""For how many days a link can be valid."""


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    INVITED = "invited"
    OPENED = "opened"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The status as people read it."""
        return self.value.replace("_", " ").capitalize()


OPEN: Final = frozenset({InvitationStatus.INVITED, InvitationStatus.OPENED})
"""The interview has not begun, and may."""
ALIVE: Final = OPEN | {InvitationStatus.IN_PROGRESS}
"""The interview can be begun or gone on with."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person invited to one interview by one version of a template.

    ``extra_time`` is the person's own factor, None for the template's. ``expires_at`` is when it can be begun
    no more; an interview that has begun may be ended after that. Times are naive UTC.
    """

    invitation_id: str
    employee_id: str
    template_id: str
    template_version: int
    status: InvitationStatus
    created_at: datetime
    created_by: str
    expires_at: datetime
    extra_time: float | None = None
    opened_at: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    session_id: str | None = None

    def at(self, now: datetime) -> Invitation:
        """Return the invitation as it is at that time: one that was not begun in time has expired."""
        late = self.status in OPEN and now >= self.expires_at
        return replace(self, status=InvitationStatus.EXPIRED) if late else self


def opened(invitation: Invitation, now: datetime) -> Invitation:
    """Return the invitation once its link was followed; again and again while it has not begun."""
    _require(invitation, ALIVE, now)
    if invitation.status is InvitationStatus.IN_PROGRESS:
        return invitation
    return replace(invitation, status=InvitationStatus.OPENED, opened_at=invitation.opened_at or now)


def begun(invitation: Invitation, session_id: str, now: datetime) -> Invitation:
    """Return the invitation once its interview has begun: one interview, and no second one."""
    if invitation.status is InvitationStatus.IN_PROGRESS and invitation.session_id == session_id:
        return invitation
    _require(invitation, OPEN, now)
    return replace(
        invitation,
        status=InvitationStatus.IN_PROGRESS,
        session_id=session_id,
        opened_at=invitation.opened_at or now,
        begun_at=now,
    )


def ended(invitation: Invitation, status: SessionStatus, now: datetime) -> Invitation:
    """Return the invitation once its interview has ended; ``failed`` when it was not completed."""
    if invitation.status is not InvitationStatus.IN_PROGRESS or status is SessionStatus.IN_PROGRESS:
        return invitation
    completed = status is SessionStatus.COMPLETED
    after = InvitationStatus.FINISHED if completed else InvitationStatus.FAILED
    return replace(invitation, status=after, ended_at=now)


def revoked(invitation: Invitation, now: datetime) -> Invitation:
    """Return the invitation taken back. Raises InputError when its interview has ended."""
    _require(invitation, ALIVE | {InvitationStatus.EXPIRED, InvitationStatus.REVOKED}, now)
    return replace(invitation, status=InvitationStatus.REVOKED)


def renewed(invitation: Invitation, expires_at: datetime, now: datetime) -> Invitation:
    """Return the invitation with a new time to expire at, alive again when it had expired or was revoked.

    Raises InputError when its interview has ended.
    """
    _require(invitation, ALIVE | {InvitationStatus.EXPIRED, InvitationStatus.REVOKED}, now)
    if invitation.session_id is not None:
        return replace(invitation, status=InvitationStatus.IN_PROGRESS, expires_at=expires_at)
    status = InvitationStatus.INVITED if invitation.opened_at is None else InvitationStatus.OPENED
    return replace(invitation, status=status, expires_at=expires_at)


def expiry(now: datetime, days: int) -> datetime:
    """Return when a link made now expires. Raises InputError."""
    if days not in VALID_DAYS:
        raise InputError(f"A link can be valid for {VALID_DAYS[0]} to {VALID_DAYS[-1]} days.")
    return now + timedelta(days=days)


def check_retake(name: str, template: Template, last: datetime | None, now: datetime) -> None:
    """Raise InputError when somebody who finished the interview at ``last`` may not take it again yet."""
    if last is None or template.retake is Retake.ANY_TIME:
        return
    done = f"{name} took this interview on {last:%d %B %Y}"
    if template.retake is Retake.NEVER:
        raise InputError(f"{done}, and it may be taken once.")
    again = last + timedelta(days=template.retake_days)
    if now < again:
        raise InputError(f"{done}, and it may be taken again from {again:%d %B %Y} on.")


def why_not(invitation: Invitation, contact: Contact, now: datetime) -> str | None:
    """Return a sentence for the candidate on why the interview cannot be begun or gone on with, or None."""
    status = invitation.at(now).status
    if status in ALIVE:
        return None
    return _WHY[status] + f" If you have a question, {contact.in_words} can help."


_WHY: Final = {
    InvitationStatus.FINISHED: "This link has been used: the interview has been taken. Thank you!",
    InvitationStatus.FAILED: "This link has been used: the interview was begun and has ended.",
    InvitationStatus.EXPIRED: "This link has expired. You can ask for a new one.",
    InvitationStatus.REVOKED: "This invitation has been withdrawn.",
}


def _require(invitation: Invitation, allowed: frozenset[InvitationStatus], now: datetime) -> None:
    status = invitation.at(now).status
    if status not in allowed:
        raise InputError(_REFUSALS[status], "Not possible any more")


_REFUSALS: Final = {
    InvitationStatus.IN_PROGRESS: "The interview of this invitation has begun already.",
    InvitationStatus.FINISHED: "The interview of this invitation has been taken.",
    InvitationStatus.FAILED: "The interview of this invitation has ended. Invite the person anew.",
    InvitationStatus.EXPIRED: "This invitation has expired. Make a new link first.",
    InvitationStatus.REVOKED: "This invitation was revoked. Make a new link first.",
}
