"""The app as the routes see it: its settings and its front desk, with a hasher that is quick and counts."""

from __future__ import annotations

from typing import TypeVar

from athena.config import Settings
from athena.domain.access import LOCAL, Role
from athena.front_desk import FrontDesk
from athena.services.credentials import Credentials
from athena.services.hashing import PasswordHasher
from athena.store.database import Database
from tests.services.fakes_hashing import QuickHasher
from tests.services.front import PASSWORD

Hasher = TypeVar("Hasher", bound=PasswordHasher)


class FakeApp:
    """No interviewer, no sandbox, no bank: who is let in is decided without them."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.settings, self.database, self.hasher = settings, database, QuickHasher()
        self.desk = FrontDesk(settings, database)
        self.use_hasher(self.hasher)

    def use_hasher(self, hasher: Hasher) -> Hasher:
        """Check passwords with another hasher from now on."""
        desk = self.desk
        desk.credentials = Credentials(self.database, desk.audit, desk.sign_ins, desk.attempts, hasher)
        return hasher

    def add_person(self, employee_id: str, role: Role = Role.CANDIDATE, password: str = PASSWORD) -> None:
        """Add an account that has a password."""
        name = f"Jo {employee_id}"
        self.desk.accounts.add(LOCAL, employee_id, role, name=name)
        _, token = self.desk.accounts.make_link(LOCAL, employee_id)
        self.desk.credentials.register(token, password, name=name, department="", role_title="")
