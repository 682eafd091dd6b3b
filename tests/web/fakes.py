"""The app as the routes see it: its settings and its front desk, with a hasher that is quick and counts."""

from __future__ import annotations

from athena.config import Settings
from athena.front_desk import FrontDesk
from athena.services.credentials import Credentials
from athena.store.database import Database
from tests.services.fakes_hashing import QuickHasher


class FakeApp:
    """No interviewer, no sandbox, no bank: who is let in is decided without them."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.settings, self.hasher = settings, QuickHasher()
        self.desk = FrontDesk(settings, database)
        desk = self.desk
        desk.credentials = Credentials(database, desk.audit, desk.sign_ins, desk.attempts, self.hasher)
