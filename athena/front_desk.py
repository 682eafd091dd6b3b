"""Who is let in and what is kept of them: the services around accounts, invitations and privacy, wired."""

from __future__ import annotations

from athena.config import Settings
from athena.services.auditing import Auditing
from athena.services.sign_ins import SignIns
from athena.store.database import Database


class FrontDesk:
    """These services in one place; ``athena.bootstrap`` has it as ``App.desk``."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.audit = Auditing(database)
        self.sign_ins = SignIns(database, analysts_see_names=settings.analysts_see_names)
