"""Inviting people to interviews: new invitations and links, and taking them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from athena.domain import invitations as rules
from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.invitations import Invitation, InvitationStatus
from athena.domain.people import Employee, identity
from athena.domain.templates import Template, checked_extra_time
from athena.errors import InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.invitations import require_employee, require_invitation
from athena.services.records import random_id, require_session, utc_now
from athena.services.templates import require_template
from athena.services.tokens import digest, new_token
from athena.store import invitations, people
from athena.store.database import Database, Transaction
from athena.store.invitations import InvitedPerson
from athena.store.people import Person

__all__ = ["Invited", "InvitedPerson", "Inviting", "NewLink"]

VALID_DAYS: Final = 14
"""For how many days a link is valid unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made: its token is told once and kept nowhere.

    ``email`` is where the person is written to, None when that is not known.
    """

    invitation: Invitation
    employee: Employee
    template: Template
    token: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of inviting several people: links, and by Employee ID why somebody was not invited."""

    links: tuple[NewLink, ...]
    refused: Mapping[str, str]


class Inviting:
    """Invites people for whoever may. Thread-safe: whatever returned is committed.

    ``on_revoked`` is told the id of each invitation that was taken back. Raises AccessError where the viewer
    may not.
    """

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        token: Callable[[], str] = new_token,
        on_revoked: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._database, self._audit, self._now, self._new_id = database, audit, now, new_id
        self._token, self._on_revoked = token, on_revoked

    def create(
        self,
        viewer: Viewer,
        template_id: str,
        employee_ids: Sequence[str],
        *,
        valid_days: int = VALID_DAYS,
        extra_time: Mapping[str, float] | None = None,
    ) -> Invited:
        """Invite people who are known by the newest version of a template.

        ``extra_time`` gives single people their own factor by Employee ID. Whoever cannot be invited is told
        in the result; the others are. Raises InputError, NotFoundError.
        """
        viewer.require(Permission.LAUNCH)
        template = require_template(self._database, template_id)
        if template.retired:
            raise InputError("This template is retired. Restore it first, or choose another one.")
        with self._database.transaction(shown=False) as tx:
            batch = _Batch(tx, viewer, template, employee_ids, self._now(), valid_days)
            links, refused = [], {}
            for employee_id in dict.fromkeys(employee_ids):
                try:
                    invitation = batch.invitation(self._new_id(), employee_id, extra_time or {})
                    person = batch.person(employee_id)
                    links.append(NewLink(invitation, person.employee, template, self._token(), person.email))
                except InputError as error:
                    refused[employee_id] = error.message
            if links:
                invitations.add(tx, {digest(link.token): link.invitation for link in links}, batch.now)
        done = {link.invitation.invitation_id: _detail(link.invitation, "invited") for link in links}
        self._audit.note_all(viewer, Action.INVITATION, done)
        return Invited(tuple(links), refused)

    def renew(self, viewer: Viewer, invitation_id: str, *, valid_days: int = VALID_DAYS) -> NewLink:
        """Make a new link in place of earlier ones, valid from now on; one that began can be gone on with.

        Raises InputError when the interview has ended.
        """
        viewer.require(Permission.LAUNCH)
        with self._database.transaction(shown=False) as tx:
            invitation, now = require_invitation(tx, invitation_id), self._now()
            if invitation.session_id and not require_session(tx, invitation.session_id).in_progress:
                raise InputError("The interview of this invitation has ended. Invite the person anew.")
            invitation = rules.renewed(invitation, rules.expiry(now, valid_days), now)
            invitations.change(tx, invitation)
            template = require_template(tx, invitation.template_id, invitation.template_version)
            token = self._new_link(tx, invitation, now)
            person = people.known(tx, [invitation.employee_id]).get(identity(invitation.employee_id))
            email = person.email if person else None
            link = NewLink(invitation, require_employee(tx, invitation), template, token, email)
        self._note(viewer, invitation, "new link")
        return link

    def revoke(self, viewer: Viewer, invitation_id: str) -> Invitation:
        """Take an invitation back: its links lead nowhere. Raises InputError when the interview has ended."""
        viewer.require(Permission.LAUNCH)
        with self._database.transaction(shown=False) as tx:
            invitation = rules.revoked(require_invitation(tx, invitation_id), self._now())
            invitations.change(tx, invitation)
        self._note(viewer, invitation, "revoked")
        self._on_revoked(invitation.invitation_id)
        return invitation

    def everybody(self, viewer: Viewer) -> list[InvitedPerson]:
        """Return all invitations as they are now, the newest first."""
        viewer.require(Permission.LAUNCH)
        now = self._now()
        found = invitations.everybody(self._database)
        return [replace(line, invitation=line.invitation.at(now)) for line in found]

    def _new_link(self, tx: Transaction, invitation: Invitation, now: datetime) -> str:
        token = self._token()
        invitations.add_link(tx, digest(token), invitation.invitation_id, now)
        return token

    def _note(self, viewer: Viewer, invitation: Invitation, what: str) -> None:
        detail = _detail(invitation, what)
        self._audit.note(viewer, Action.INVITATION, invitation.invitation_id, detail=detail)


class _Batch:
    """What is to be known to invite several people by one template at one moment. Raises InputError."""

    def __init__(
        self,
        tx: Transaction,
        viewer: Viewer,
        template: Template,
        employee_ids: Sequence[str],
        now: datetime,
        valid_days: int,
    ) -> None:
        self.now, self._viewer, self._template = now, viewer, template
        self._expires_at = rules.expiry(now, valid_days)
        self._known = people.known(tx, employee_ids)
        self._earlier: dict[str, list[Invitation]] = {}
        for one in invitations.of_template(tx, template.template_id):
            self._earlier.setdefault(identity(one.employee_id), []).append(one.at(now))

    def person(self, employee_id: str) -> Person:
        """Return somebody who is known."""
        known = self._known.get(identity(employee_id))
        if known is None:
            raise NotFoundError(f"The Employee ID {employee_id} is not known here. Add the person first.")
        return known

    def invitation(self, invitation_id: str, employee_id: str, factors: Mapping[str, float]) -> Invitation:
        """Return a new invitation, once for each person; InputError says why there is none."""
        employee, factor = self.person(employee_id).employee, factors.get(employee_id)
        earlier = self._earlier.setdefault(identity(employee_id), [])
        _check_earlier(employee, self._template, earlier, self.now)
        invitation = Invitation(
            invitation_id,
            employee.employee_id,
            self._template.template_id,
            self._template.version,
            InvitationStatus.INVITED,
            self.now,
            self._viewer.employee_id,
            self._expires_at,
            None if factor is None else checked_extra_time(factor),
        )
        earlier.append(invitation)
        return invitation


def _check_earlier(
    employee: Employee, template: Template, earlier: Sequence[Invitation], now: datetime
) -> None:
    if any(one.status in rules.ALIVE for one in earlier):
        raise InputError(
            f"{employee.name} has an open invitation to this interview. Make a new link on the board."
        )
    ends = [one.ended_at for one in earlier if one.status is InvitationStatus.FINISHED]
    rules.check_retake(employee.name, template, max(filter(None, ends), default=None), now)


def _detail(invitation: Invitation, what: str) -> dict[str, str]:
    return {"what": what, "employee": invitation.employee_id}
