"""Signing in with a provider of identities: whose account it opens, and as what.

- An account belongs to the subject it was bound to at the first sign-in, whatever their address is later:
  nobody gets a second account, and whoever is given somebody's address later does not get theirs.
- An account that was there before is opened only where an administrator allowed this provider for it: a
  password account is never taken over because somebody has the same address elsewhere.
- Where groups give roles, they do at every sign-in. The last administrator is not made less, but kept out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from athena.domain.access import Permission, Role, Viewer
from athena.domain.accounts import Account
from athena.domain.audit import Action, Outcome
from athena.domain.oidc import Claims, Identity, Provider, read_identity
from athena.domain.people import Employee
from athena.errors import AccessError, InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.records import storable, utc_now
from athena.services.sign_ins import SignIns
from athena.store import accounts, employees, provider_subjects
from athena.store.database import Database, Transaction

_TITLE: Final = "You are not signed in"


class OidcSignIns:
    """Finds or makes accounts for whom ``provider`` vouches. Thread-safe. It is all in the audit log."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        sign_ins: SignIns,
        provider: Provider,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._sign_ins, self._now = database, audit, sign_ins, now
        self.provider = provider

    def admit(self, claims: Claims, address: str = "") -> Account:
        """Return the account of whom the provider's verified ``claims`` describe. Raises AccessError."""
        try:
            identity = read_identity(claims, self.provider)
            account, is_new, role_before = self._admit(identity)
        except AccessError as refused:
            self.refuse(refused.message, str(claims.get("email") or ""), address)
            raise AccessError(refused.message, _TITLE) from refused
        self._note(account, role_before, address, is_new=is_new)
        return account

    def refuse(self, reason: str, who: str = "", address: str = "") -> None:
        """Note that nobody was signed in, and why; ``who`` is the address they said they have."""
        detail = {"how": self.provider.label, "reason": reason}
        self._audit.note(
            None,
            Action.SIGN_IN,
            storable(who)[:64],
            outcome=Outcome.REFUSED,
            address=address,
            detail=detail,
        )

    def allow(self, viewer: Viewer, employee_id: str) -> None:
        """Let the provider open an account that is there already. Raises AccessError, NotFoundError."""
        self._set_issuer(viewer, employee_id, self.provider.issuer)

    def forbid(self, viewer: Viewer, employee_id: str) -> None:
        """Let the provider open an account no more, and end its sign-ins.

        Raises AccessError, NotFoundError, InputError where no administrator could come in then.
        """
        self._set_issuer(viewer, employee_id, None)
        self._sign_ins.close_all(employee_id)

    def _set_issuer(self, viewer: Viewer, employee_id: str, issuer: str | None) -> None:
        viewer.require(Permission.MANAGE_ACCOUNTS)
        with self._database.transaction(shown=False) as tx:
            account = accounts.find(tx, employee_id)
            if account is None:
                raise NotFoundError("There is no such account. Choose one from the list of accounts.")
            if issuer is None and not account.has_password:
                _keep_a_way_in(tx, account)
            provider_subjects.release(tx, account.employee_id)
            accounts.set_issuer(tx, account.employee_id, issuer)
        detail = {"provider": self.provider.label, "allowed": "yes" if issuer else "no"}
        self._audit.note(viewer, Action.ACCOUNT_CHANGED, account.employee_id, detail=detail)

    def _admit(self, identity: Identity) -> tuple[Account, bool, Role]:
        """Return the person's account as it is now, whether it is new, and the role it had before."""
        with self._database.transaction() as tx:
            employee_id = provider_subjects.find(tx, identity.issuer, identity.subject)
            is_new = employee_id is None and self._bind(tx, identity)
            account = _open(tx, employee_id or identity.employee_id, self.provider)
            if identity.role is not None and identity.role is not account.role:
                _keep_an_admin(tx, account, self.provider)
                accounts.set_role(tx, account.employee_id, identity.role)
            now = accounts.find(tx, account.employee_id)
            return now or account, is_new, account.role

    def _bind(self, tx: Transaction, identity: Identity) -> bool:
        """Bind the account with the person's address to them; return whether it had to be made."""
        label, issuer = self.provider.label, identity.issuer
        account = accounts.find(tx, identity.employee_id)
        if account is None:
            self._add(tx, identity)
        elif account.issuer != issuer:
            raise AccessError(
                f"Your address is the Employee ID of an account that {label} may not open. Sign in with its "
                f"password, or ask an administrator to allow {label} for it."
            )
        elif provider_subjects.is_bound(tx, issuer, identity.employee_id):
            raise AccessError(
                f"The account with your address belongs to somebody else at {label}. Ask an administrator."
            )
        provider_subjects.bind(tx, issuer, identity.subject, identity.employee_id, self._now())
        return account is None

    def _add(self, tx: Transaction, identity: Identity) -> None:
        if self.provider.new_role is None:
            raise AccessError("You have no account yet. Ask an administrator to add you, then sign in again.")
        if employees.find(tx, identity.employee_id) is None:
            employees.add(tx, Employee(identity.employee_id, identity.name), self._now())
        accounts.add(tx, identity.employee_id, identity.role or self.provider.new_role, self._now())
        accounts.set_issuer(tx, identity.employee_id, identity.issuer)

    def _note(self, account: Account, before: Role, address: str, *, is_new: bool) -> None:
        who, how = account.employee_id, {"by": self.provider.label}
        if is_new:
            detail = how | {"role": account.role.value}
            self._audit.note(None, Action.ACCOUNT_ADDED, who, address=address, detail=detail)
        elif before is not account.role:
            detail = how | {"from": before.value, "to": account.role.value}
            self._audit.note(None, Action.ROLE_CHANGE, who, address=address, detail=detail)


def _open(tx: Transaction, employee_id: str, provider: Provider) -> Account:
    account = accounts.find(tx, employee_id)
    if account is None or not account.active:
        raise AccessError("Your account is closed. Ask an administrator to open it again.")
    if account.issuer != provider.issuer:
        raise AccessError(f"{provider.label} may not open your account any more. Ask an administrator.")
    return account


def _keep_an_admin(tx: Transaction, account: Account, provider: Provider) -> None:
    if account.role is Role.ADMIN and not accounts.count_admins(tx, but=account.employee_id):
        raise AccessError(
            f"Your groups at {provider.label} do not make you an administrator any more, but Athena has no "
            "other. Put the group back there, sign in, and make somebody else an administrator first."
        )


def _keep_a_way_in(tx: Transaction, account: Account) -> None:
    if account.role is Role.ADMIN and not accounts.count_admins(tx, but=account.employee_id):
        raise InputError(
            f"{account.name} is the only administrator who can sign in, and only this way.",
            "Athena needs an administrator",
        )
