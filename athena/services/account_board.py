"""The accounts as an administrator looks through them: with when each was last used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from athena.domain.access import Role, Viewer
from athena.domain.accounts import Account
from athena.domain.people import identity
from athena.services.accounts import Accounts
from athena.store import audit
from athena.store.database import Database


class AccountState(StrEnum):
    """Whether somebody can sign in with an account."""

    OPEN = "open"
    WAITING = "waiting"  # nobody chose a password yet, and no provider opens it
    CLOSED = "closed"


class LastUse(StrEnum):
    """When an account was last signed in with."""

    MONTH = "month"  # within thirty days
    LONGER = "longer"  # not within thirty days
    QUARTER = "quarter"  # not within ninety days
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account and when it was last signed in with (naive UTC), None as far as the audit log goes back."""

    account: Account
    last_sign_in: datetime | None

    @property
    def state(self) -> AccountState:
        """Whether somebody can sign in with it."""
        if not self.account.active:
            return AccountState.CLOSED
        return AccountState.OPEN if self.account.can_sign_in else AccountState.WAITING

    def was_used(self, use: LastUse, now: datetime) -> bool:
        """Whether the last sign-in was then; ``now`` is naive UTC."""
        if self.last_sign_in is None:
            return use is not LastUse.MONTH
        age = now - self.last_sign_in
        match use:
            case LastUse.MONTH:
                return age <= timedelta(days=30)
            case LastUse.LONGER:
                return age > timedelta(days=30)
            case LastUse.QUARTER:
                return age > timedelta(days=90)
            case LastUse.NEVER:
                return False


@dataclass(frozen=True, slots=True)
class AccountsWanted:
    """What is looked for; every one of ``words`` is sought in ids, names, departments and role titles."""

    words: str = ""
    role: Role | None = None
    state: AccountState | None = None
    last_use: LastUse | None = None

    def leaves(self, line: AccountLine, now: datetime) -> bool:
        """Whether an account is wanted."""
        account = line.account
        told = (account.employee_id, account.name, account.department or "", account.role_title or "")
        text = " ".join(told).casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and self.role in (None, account.role)
            and self.state in (None, line.state)
            and (self.last_use is None or line.was_used(self.last_use, now))
        )


class AccountBoard:
    """Lists accounts. Thread-safe."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database, self._accounts = database, accounts

    def everybody(self, viewer: Viewer) -> list[AccountLine]:
        """Return all accounts by name. Raises AccessError."""
        known = self._accounts.everybody(viewer)
        seen = audit.last_sign_ins(self._database)
        return [AccountLine(one, seen.get(identity(one.employee_id))) for one in known]

    def one(self, viewer: Viewer, employee_id: str) -> AccountLine:
        """Return one account. Raises AccessError, NotFoundError."""
        account = self._accounts.of(viewer, employee_id)
        return AccountLine(account, audit.last_sign_ins(self._database).get(identity(account.employee_id)))
