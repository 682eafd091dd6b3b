"""Who is let in and what is kept of them: the services around accounts, invitations and privacy, wired."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from athena.config import Settings
from athena.errors import AthenaError
from athena.services.account_board import AccountBoard
from athena.services.accounts import Accounts
from athena.services.attempts import Attempts
from athena.services.audit_log import AuditLog
from athena.services.auditing import Auditing
from athena.services.cleaning import Cleaning
from athena.services.consents import Consents
from athena.services.copies import Copies
from athena.services.courier import Courier
from athena.services.credentials import Credentials
from athena.services.custody import Custody
from athena.services.exports import Exports
from athena.services.interviewing import Interviewing
from athena.services.invitations import Invitations
from athena.services.inviting import Inviting
from athena.services.oidc import OidcSignIns
from athena.services.people_import import PeopleImport
from athena.services.recordings import Recorder
from athena.services.schedule import Schedule
from athena.services.sign_ins import SignIns
from athena.services.snapshots import folder_of
from athena.services.templates import Templates
from athena.services.watching import Watching
from athena.services.webhooks import Webhooks
from athena.store.database import Database

CLEAN_EVERY_S = 600.0
logger = logging.getLogger(__name__)


class FrontDesk:
    """These services in one place; ``athena.bootstrap`` has it as ``App.desk``."""

    def __init__(self, settings: Settings, database: Database, copies: Copies | None = None) -> None:
        """``copies`` are those that are asked; without them there are none yet."""
        self._settings, self._database = settings, database
        self._is_live: Callable[[str], bool] = lambda _: False
        self.schedule = Schedule()
        self.audit = Auditing(database)
        self.consents = Consents(database, self.audit)
        self.exports = Exports(database, self.audit)
        self.audit_log = AuditLog(database, self.audit, self.exports)
        self.watching = Watching(database, self.audit)
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
        self.account_board = AccountBoard(database, self.accounts)
        self.credentials = Credentials(database, self.audit, self.sign_ins, self.attempts)
        provider = settings.provider
        self.oidc = OidcSignIns(database, self.audit, self.sign_ins, provider) if provider else None
        self.templates = Templates(database, self.audit, can_keep_audio=settings.key is not None)
        self.people = PeopleImport(database, self.audit)
        self.inviting = Inviting(database, self.audit, on_revoked=self.sign_ins.close_invited)
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
        self.webhooks = Webhooks(database, settings.webhook_url, secret)
        self.invitations = Invitations(
            database, self.audit, on_ended=self.webhooks.ended, attempts=self.attempts
        )
        self.invitations.resume()
        copies = copies or Copies.of(database, folder_of(settings.database_path))
        self.custody = Custody(settings, database, copies, self.audit, is_live=self._runs)
        self._courier = Courier(self.webhooks)

    def clean_up(self, interviewing: Interviewing, is_live: Callable[[str], bool]) -> Cleaning:
        """End, from now on, the interviews that nobody came back to; never one that ``is_live``."""
        self._is_live = is_live
        self.custody.look_after(self.schedule)
        limit = timedelta(hours=self._settings.open_session_hours)
        cleaning = Cleaning(self._database, interviewing, is_live, limit)
        self.schedule.every(CLEAN_EVERY_S, cleaning.run, name="cleaning")
        return cleaning

    def recorder(self, session_id: str) -> Recorder | None:
        """Begin to store the sound of a session whose template asks for it; None for any other."""
        invitation = self.invitations.of_session(session_id)
        if invitation is None or not self.invitations.template_of(invitation).keep_audio:
            return None
        try:
            return self.custody.recordings.begin(session_id)
        except AthenaError as error:  # the interview is held all the same
            logger.warning("Interview %s is not recorded: %s", session_id, error.message)
            return None

    def _runs(self, session_id: str) -> bool:
        return self._is_live(session_id)

    def ended(self, session_id: str) -> None:
        """Take note that an interview has ended, or that an answer of it changed afterwards."""
        self.invitations.finished(session_id)
        self._courier.wake()

    def close(self) -> None:
        """Stop what runs by itself."""
        self._courier.close()
        self.schedule.close()
        self.custody.close()
