"""Who is let in and what is kept of them: the services around accounts, invitations and privacy, wired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from athena.config import Settings
from athena.services.auditing import Auditing
from athena.services.cleaning import Cleaning
from athena.services.interviewing import Interviewing
from athena.services.schedule import Schedule
from athena.services.sign_ins import SignIns
from athena.store.database import Database

CLEAN_EVERY_S = 600.0


class FrontDesk:
    """These services in one place; ``athena.bootstrap`` has it as ``App.desk``."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self.schedule = Schedule()
        self.audit = Auditing(database)
        self.sign_ins = SignIns(
            database,
            self.audit,
            analysts_see_names=settings.analysts_see_names,
            idle=timedelta(minutes=settings.sign_in_idle_minutes),
            lifetime=timedelta(hours=settings.sign_in_hours),
        )

    def clean_up(self, interviewing: Interviewing, is_live: Callable[[str], bool]) -> None:
        """End, from now on, the interviews that nobody came back to; never one that ``is_live``."""
        limit = timedelta(hours=self._settings.open_session_hours)
        cleaning = Cleaning(self._database, interviewing, is_live, limit)
        self.schedule.every(CLEAN_EVERY_S, cleaning.run, name="cleaning")

    def ended(self, session_id: str) -> None:
        """Take note that an interview has ended, or that an answer of it changed afterwards."""

    def close(self) -> None:
        """Stop what runs by itself."""
        self.schedule.close()
