"""The services that let people in, on one database and one clock that stands until it is moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from athena.domain.access import LOCAL, Role
from athena.domain.audit import Action, AuditEvent
from athena.services.accounts import Accounts
from athena.services.attempts import Attempts
from athena.services.auditing import Auditing
from athena.services.credentials import Credentials
from athena.services.sign_ins import SignIns
from athena.store.database import Database
from tests.services.fakes_hashing import QuickHasher
from tests.services.small import AT

PASSWORD = "seven quiet herons wade"
OTHER = "nine loud geese fly south"
IDLE, LIFETIME = timedelta(minutes=30), timedelta(hours=8)


@dataclass
class Clock:
    """A clock that is moved by hand; naive UTC."""

    time: datetime = AT

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, by: timedelta) -> None:
        self.time += by


@dataclass
class Front:
    """The services around one database."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    hasher: QuickHasher = field(default_factory=QuickHasher)

    def __post_init__(self) -> None:
        later = count()
        self.audit = Auditing(self.database, lambda: self.clock() + timedelta(milliseconds=next(later)))
        self.sign_ins = SignIns(self.database, self.audit, idle=IDLE, lifetime=LIFETIME, now=self.clock)
        self.attempts = Attempts(self.database, now=self.clock)
        self.accounts = Accounts(self.database, self.audit, self.sign_ins, self.clock)
        self.credentials = Credentials(
            self.database, self.audit, self.sign_ins, self.attempts, self.hasher, self.clock
        )

    def person(self, employee_id: str, role: Role = Role.CANDIDATE, password: str = PASSWORD) -> None:
        """Add an account that has a password."""
        self.accounts.add(LOCAL, employee_id, role, name=f"Jo {employee_id}")
        _, token = self.accounts.make_link(LOCAL, employee_id)
        self.credentials.register(token, password, name=f"Jo {employee_id}", department="", role_title="")

    def noted(self, action: Action) -> list[AuditEvent]:
        """What the audit log tells of an action, the newest first."""
        return self.audit.entries(LOCAL, actions=(action,))
