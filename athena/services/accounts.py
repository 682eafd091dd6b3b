"""Accounts: who has one, as what, and the links that let them choose a password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.access import Permission, Role, Viewer
from athena.domain.accounts import Account, LinkKind, Profile, read_language, read_time_zone
from athena.domain.audit import Action
from athena.domain.people import Employee, read_department, read_employee_id, read_name, read_role_title
from athena.errors import InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.records import utc_now
from athena.services.sign_ins import SignIns
from athena.services.tokens import digest, new_token
from athena.store import accounts, employees
from athena.store.database import Database, Transaction


class Accounts:
    """Adds, shows and changes accounts. Thread-safe. What it does is in the audit log."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        sign_ins: SignIns,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._sign_ins, self._now = database, audit, sign_ins, now

    def everybody(self, viewer: Viewer) -> list[Account]:
        """Return all accounts by name. Raises AccessError."""
        viewer.require(Permission.MANAGE_ACCOUNTS)
        return accounts.everybody(self._database)

    def of(self, viewer: Viewer, employee_id: str) -> Account:
        """Return one account, one's own always. Raises AccessError, NotFoundError."""
        viewer.require_person(employee_id, Permission.MANAGE_ACCOUNTS)
        return self._known(employee_id)

    def add(
        self,
        viewer: Viewer,
        employee_id: str,
        role: Role,
        *,
        name: str = "",
        department: str = "",
        role_title: str = "",
    ) -> Account:
        """Add an account without a password; the name counts for people who are not known yet.

        Raises AccessError, InputError.
        """
        viewer.require(Permission.MANAGE_ACCOUNTS)
        wanted = read_employee_id(employee_id)
        known = employees.find(self._database, wanted)
        person = known or Employee(
            wanted, read_name(name), read_department(department), read_role_title(role_title)
        )
        self._insert(person, role)
        self._audit.note(viewer, Action.ACCOUNT_ADDED, person.employee_id, detail={"role": role})
        return self._known(person.employee_id)

    def change_role(self, viewer: Viewer, employee_id: str, role: Role) -> Account:
        """Make somebody something else, in force at their next step. Raises AccessError, InputError."""
        viewer.require(Permission.MANAGE_ACCOUNTS)
        account = self._known(employee_id)
        if role is account.role:
            return account
        with self._database.transaction() as tx:
            if role is not Role.ADMIN:
                _keep_an_admin(tx, account)
            accounts.set_role(tx, account.employee_id, role)
        detail = {"from": account.role, "to": role}
        self._audit.note(viewer, Action.ROLE_CHANGE, account.employee_id, detail=detail)
        return self._known(employee_id)

    def deactivate(self, viewer: Viewer, employee_id: str) -> None:
        """Close an account: its sign-ins end and its links die. Raises AccessError, InputError."""
        viewer.require(Permission.MANAGE_ACCOUNTS)
        account = self._known(employee_id)
        with self._database.transaction() as tx:
            _keep_an_admin(tx, account)
            accounts.set_active(tx, account.employee_id, False)
            accounts.remove_links(tx, account.employee_id)
        self._sign_ins.close_all(account.employee_id)
        self._audit.note(viewer, Action.ACCOUNT_CHANGED, account.employee_id, detail={"active": "no"})

    def activate(self, viewer: Viewer, employee_id: str) -> None:
        """Open an account again. Raises AccessError, NotFoundError."""
        viewer.require(Permission.MANAGE_ACCOUNTS)
        account = self._known(employee_id)
        with self._database.transaction() as tx:
            accounts.set_active(tx, account.employee_id, True)
        self._audit.note(viewer, Action.ACCOUNT_CHANGED, account.employee_id, detail={"active": "yes"})

    def change_profile(
        self,
        viewer: Viewer,
        employee_id: str,
        *,
        name: str,
        department: str = "",
        role_title: str = "",
        time_zone: str = "UTC",
        language: str = "en",
    ) -> Account:
        """Change what is known of a person, of oneself always. Raises AccessError, InputError."""
        account = self.of(viewer, employee_id)
        profile = Profile(
            read_name(name),
            read_department(department),
            read_role_title(role_title),
            read_time_zone(time_zone),
            read_language(language),
        )
        with self._database.transaction() as tx:
            accounts.set_profile(tx, account.employee_id, profile)
        self._audit.note(viewer, Action.ACCOUNT_CHANGED, account.employee_id, detail={"profile": "yes"})
        return self._known(employee_id)

    def make_link(self, viewer: Viewer, employee_id: str) -> tuple[LinkKind, str]:
        """Return what a new one-time link is for and its token; earlier ones of the person die.

        It is to register for whoever has no password yet, else to choose another. The address is
        ``/account/register?link=…`` or ``/account/reset?link=…``. Raises AccessError, InputError.
        """
        viewer.require(Permission.MANAGE_ACCOUNTS)
        account = self._known(employee_id)
        if not account.active:
            raise InputError("This account is closed. Open it again first.")
        kind = LinkKind.RESET if account.has_password else LinkKind.REGISTER
        token, now = new_token(), self._now()
        with self._database.transaction(shown=False) as tx:
            accounts.add_link(tx, digest(token), kind, account.employee_id, now, now + kind.lifetime)
        self._audit.note(viewer, Action.LINK_MADE, account.employee_id, detail={"kind": kind})
        return kind, token

    def sign_out_everywhere(self, viewer: Viewer, employee_id: str, address: str = "") -> None:
        """End all sign-ins of a person, one's own always. Raises AccessError, NotFoundError."""
        account = self.of(viewer, employee_id)
        self._sign_ins.close_all(account.employee_id)
        detail = {"everywhere": "yes"}
        self._audit.note(viewer, Action.SIGN_OUT, account.employee_id, address=address, detail=detail)

    def _insert(self, person: Employee, role: Role) -> None:
        with self._database.transaction() as tx:
            if accounts.find(tx, person.employee_id):
                raise InputError(f"{person.employee_id} has an account already.")
            if employees.find(tx, person.employee_id) is None:
                employees.add(tx, person, self._now())
            accounts.add(tx, person.employee_id, role, self._now())

    def _known(self, employee_id: str) -> Account:
        found = accounts.find(self._database, employee_id.strip())
        if found is None:
            raise NotFoundError("There is no such account. Choose one from the list of accounts.")
        return found


def _keep_an_admin(tx: Transaction, account: Account) -> None:
    """Raise InputError when nobody could manage accounts without this one."""
    if account.role is Role.ADMIN and not accounts.count_admins(tx, but=account.employee_id):
        raise InputError(
            f"{account.name} is the only administrator who can sign in. Make somebody else one first.",
            "Athena needs an administrator",
        )
