"""What becomes of invitations: links that are followed, interviews that begin and end."""

from __future__ import annotations

import hmac
import math
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from athena.domain import invitations as rules
from athena.domain.audit import Action, Outcome
from athena.domain.interview import InterviewPlan, Selection
from athena.domain.invitations import Invitation
from athena.domain.people import Employee
from athena.domain.templates import Template, plan_of
from athena.errors import InputError, NotFoundError, TooManyTriesError
from athena.services.attempts import Attempts, network_of
from athena.services.auditing import Auditing
from athena.services.records import require_session, utc_now
from athena.services.templates import require_template
from athena.services.tokens import digest
from athena.store import employees, invitations
from athena.store.attempts import Attempt
from athena.store.database import Database, Reader, Transaction
from athena.store.invitations import Link

__all__ = ["Invitation", "Invitations", "require_employee", "require_invitation"]

_UNKNOWN = (
    "This link is not known here. Please copy the whole link from your invitation, or ask for a new one."
)
_REPLACED = "A newer link has been made for this invitation. Please use that one, or ask for a new link."
_TOO_MANY = (
    "Too many links from here did not work. Please try again in {} min, with the link from your invitation."
)
_USED = "This link has been used: the interview has begun. Go on in the browser it began in."


class Invitations:
    """Follows invitations for the people who were invited. Thread-safe: whatever returned is committed.

    ``on_ended`` is told, within the same transaction, each invitation whose interview has just ended.
    ``attempts`` counts the links from an address that lead nowhere.
    """

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        now: Callable[[], datetime] = utc_now,
        on_ended: Callable[[Transaction, Invitation], None] = lambda _tx, _invitation: None,
        attempts: Attempts | None = None,
    ) -> None:
        self._database, self._audit, self._now, self._on_ended = database, audit, now, on_ended
        self._attempts = attempts

    def look(self, token: str, address: str = "", *, going_on: bool = False) -> Invitation:
        """Return the invitation a link leads to, without changing anything.

        ``going_on`` lets a link that is used up lead to its interview for as long as that is in progress.
        Raises InputError with a sentence for a link that is unknown, used, expired, replaced or revoked, and
        TooManyTriesError when too many from this address were unknown.
        """
        link = self._link(token, address)
        if link.replaced:
            raise InputError(_REPLACED, "This link was replaced")
        invitation = self.find(link.invitation_id)
        contact = self.template_of(invitation).contact
        if reason := rules.why_not(invitation, contact, self._now()):
            raise InputError(reason, "This link cannot be used")
        if link.used and not going_on:
            raise InputError(f"{_USED} {contact.in_words} can make a new link.", "This link has been used")
        return invitation

    def _link(self, token: str, address: str) -> Link:
        """Return the link; the same work is done for every token, and guesses are counted."""
        mark = digest(token)
        attempt = self._attempt(mark, address)
        link = invitations.find_link(self._database, mark)
        known = hmac.compare_digest(link.token_hash if link else "0" * len(mark), mark)
        if link is None or not known:
            self._audit.note(None, Action.INVITATION, outcome=Outcome.REFUSED, address=address)
            raise NotFoundError(_UNKNOWN, "This link does not work")
        if self._attempts and attempt:
            self._attempts.passed(attempt)
        return link

    def _attempt(self, mark: str, address: str) -> Attempt | None:
        """Count a try from an address, apart from those to sign in there."""
        if self._attempts is None or not address:
            return None
        try:
            return self._attempts.begin(f"link {mark}", f"link {network_of(address)}")
        except TooManyTriesError as error:
            raise TooManyTriesError(_TOO_MANY.format(math.ceil(error.wait_s / 60)), error.wait_s) from error

    def opened(self, invitation_id: str, *, address: str = "") -> Invitation:
        """Note that a link was followed by a person; a link to an interview that has begun is used by it."""
        with self._database.transaction(shown=False) as tx:
            now = self._now()
            invitation = rules.opened(require_invitation(tx, invitation_id), now)
            invitations.change(tx, invitation)
            if invitation.session_id:
                invitations.use_links(tx, invitation.invitation_id, now)
        self._note(invitation, "opened", address)
        return invitation

    def begun(self, invitation_id: str, session_id: str) -> Invitation:
        """Bind the interview that was begun, and use the link up; InputError when another one was begun."""
        with self._database.transaction(shown=False) as tx:
            now = self._now()
            session = require_session(tx, session_id)
            invitation = require_invitation(tx, invitation_id)
            if session.employee.employee_id != invitation.employee_id:
                raise InputError("This interview is not the invited person's.")
            invitation = rules.begun(invitation, session.session_id, now)
            invitations.change(tx, invitation)
            invitations.use_links(tx, invitation.invitation_id, now)
        self._note(invitation, "begun")
        return invitation

    def finished(self, session_id: str) -> None:
        """Follow an interview that has ended; nothing happens for one that nobody was invited to."""
        with self._database.transaction(shown=False) as tx:
            before = invitations.of_session(tx, session_id)
            if before is None:
                return
            after = rules.ended(before, require_session(tx, session_id).status, self._now())
            if after != before:
                invitations.change(tx, after)
                self._on_ended(tx, after)

    def resume(self) -> None:
        """Follow the interviews whose end a stop of the program kept from being noted."""
        for session_id in invitations.ended_unnoticed(self._database):
            self.finished(session_id)

    def holds(self, invitation_id: str) -> bool:
        """Whether the interview of an invitation may be begun or gone on with now."""
        return self.find(invitation_id).at(self._now()).status in rules.ALIVE

    def find(self, invitation_id: str) -> Invitation:
        """Return the invitation. Raises NotFoundError."""
        return require_invitation(self._database, invitation_id)

    def of_session(self, session_id: str) -> Invitation | None:
        """Return the invitation an interview was begun by, or None."""
        return invitations.of_session(self._database, session_id)

    def template_of(self, invitation: Invitation) -> Template:
        """Return the version of the template that an invitation is bound to."""
        return self._template(self._database, invitation)

    def employee_of(self, invitation: Invitation) -> Employee:
        """Return who is invited."""
        return require_employee(self._database, invitation)

    def plan_of(
        self,
        invitation: Invitation,
        *,
        seed: int,
        patience: float = 1.0,
        selection: Selection = Selection.ADAPTIVE,
    ) -> InterviewPlan:
        """Return the plan of the invited interview; ``patience`` and ``selection`` are the settings'."""
        return plan_of(
            self.template_of(invitation),
            seed=seed,
            extra_time=invitation.extra_time,
            patience=patience,
            selection=selection,
        )

    def _template(self, reader: Reader, invitation: Invitation) -> Template:
        return require_template(reader, invitation.template_id, invitation.template_version)

    def _note(self, invitation: Invitation, what: str, address: str = "") -> None:
        detail = {"what": what, "employee": invitation.employee_id}
        self._audit.note(None, Action.INVITATION, invitation.invitation_id, address=address, detail=detail)


def require_invitation(reader: Reader, invitation_id: str) -> Invitation:
    """Return the invitation or raise NotFoundError, also for what is not an id at all."""
    try:
        found = invitations.find(reader, str(UUID(invitation_id)))
    except ValueError:
        found = None
    if found is None:
        raise NotFoundError("This invitation is not there any more. Look at the list of invitations.")
    return found


def require_employee(reader: Reader, invitation: Invitation) -> Employee:
    """Return who is invited or raise NotFoundError."""
    found = employees.find(reader, invitation.employee_id)
    if found is None:
        raise NotFoundError("The invited person is not known here any more.")
    return found
