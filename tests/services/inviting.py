"""Templates, people and links for the tests about invitations."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from athena.domain.access import LOCAL
from athena.domain.interview import Category, Difficulty, SessionStatus
from athena.domain.people import Employee
from athena.domain.templates import Contact, Template
from athena.services.attempts import Attempts
from athena.services.auditing import Auditing
from athena.services.interviewing import Interviewing
from athena.services.invitations import Invitations
from athena.services.inviting import Inviting, NewLink
from athena.services.templates import Templates
from athena.services.webhooks import Webhooks
from athena.store import employees
from athena.store.database import Database
from tests.services.small import AT, PLAN

KIM = Contact("Kim Park", "kim@example.org")
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
WANTED = Template(
    "Analysts", KIM, Difficulty.BEGINNER, (Category.JOINS, Category.CTE), question_count=3, sql_questions=0
)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = AT

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@dataclass
class Desk:
    """The services about invitations on one database, with one clock, and Jo (E1) and Li (E2) known."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    url: str | None = None
    waits: tuple[timedelta, ...] = ()
    on_revoked: Callable[[str], None] = lambda _: None

    def __post_init__(self) -> None:
        self.audit = Auditing(self.database, self.clock)
        self.attempts = Attempts(self.database, now=self.clock)
        self.templates = Templates(self.database, self.audit, self.clock)
        self.inviting = Inviting(self.database, self.audit, self.clock, on_revoked=self.on_revoked)
        self.webhooks = Webhooks(self.database, self.url, SECRET, waits=self.waits)
        self.invitations = Invitations(
            self.database, self.audit, self.clock, on_ended=self.webhooks.ended, attempts=self.attempts
        )
        if employees.find(self.database, "E1"):
            return
        with self.database.transaction() as tx:
            employees.add(tx, Employee("E1", "Jo Lee", "Data"), AT)
            employees.add(tx, Employee("E2", "Li Wei"), AT)

    def link(self, wanted: Template = WANTED, employee_id: str = "E1", **options: object) -> NewLink:
        """Invite somebody by a new template."""
        template = self.templates.create(LOCAL, wanted)
        invited = self.inviting.create(LOCAL, template.template_id, [employee_id], **options)  # type: ignore[arg-type]
        return invited.links[0]

    def take(self, interviewing: Interviewing, link: NewLink, status: SessionStatus) -> str:
        """Begin the interview of a link and end it; returns its session."""
        session = interviewing.open_session(link.employee.employee_id, PLAN, "embedded", "joe")
        self.invitations.begun(link.invitation.invitation_id, session.session_id)
        interviewing.close(session.session_id, status)
        self.invitations.finished(session.session_id)
        return session.session_id
