"""Who is let in and what is kept of them: the services around accounts, invitations and privacy, wired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from athena.config import Settings
from athena.services.accounts import Accounts
from athena.services.attempts import Attempts
from athena.services.auditing import Auditing
from athena.services.cleaning import Cleaning
from athena.services.consents import Consents
from athena.services.credentials import Credentials
from athena.services.interviewing import Interviewing
from athena.services.invitations import Invitations
from athena.services.inviting import Inviting
from athena.services.schedule import Schedule
from athena.services.sign_ins import SignIns
from athena.services.templates import Templates
from athena.store.database import Database

CLEAN_EVERY_S = 600.0


class FrontDesk:
    """These services in one place; ``athena.bootstrap`` has it as ``App.desk``."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self.schedule = Schedule()
        self.audit = Auditing(database)
        self.consents = Consents(database, self.audit)
        self.sign_ins = SignIns(
            database,
            self.audit,
            analysts_see_names=settings.analysts_see_names,
            idle=timedelta(minutes=settings.sign_in_idle_minutes),
            lifetime=timedelta(hours=settings.sign_in_hours),
        )
        window = timedelta(seconds=settings.login_attempt_window)
        self.attempts = Attempts(database, settings.max_login_attempts, window)
        self.accounts = Accounts(database, self.audit, self.sign_ins)
        self.credentials = Credentials(database, self.audit, self.sign_ins, self.attempts)
        self.templates = Templates(database, self.audit)
        self.inviting = Inviting(database, self.audit, on_revoked=self.sign_ins.close_invited)
        self.invitations = Invitations(database, self.audit)

    def clean_up(self, interviewing: Interviewing, is_live: Callable[[str], bool]) -> None:
        """End, from now on, the interviews that nobody came back to; never one that ``is_live``."""
        limit = timedelta(hours=self._settings.open_session_hours)
        cleaning = Cleaning(self._database, interviewing, is_live, limit)
        self.schedule.every(CLEAN_EVERY_S, cleaning.run, name="cleaning")

    def ended(self, session_id: str) -> None:
        """Take note that an interview has ended, or that an answer of it changed afterwards."""
        self.invitations.finished(session_id)

    def close(self) -> None:
        """Stop what runs by itself."""
        self.schedule.close()
