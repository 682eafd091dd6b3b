"""Passwords: checked at sign-in, changed by whoever has one, chosen through a link that works once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.access import Role, Viewer
from athena.domain.accounts import Account, LinkKind, OneTimeLink, Profile
from athena.domain.audit import Action, Outcome
from athena.domain.passwords import check_password, composed, fits
from athena.domain.people import Employee, read_department, read_employee_id, read_name, read_role_title
from athena.errors import AccessError, CredentialsError, InputError, NotFoundError
from athena.services.attempts import Attempts
from athena.services.auditing import Auditing
from athena.services.hashing import Bcrypt, PasswordHasher, common_passwords
from athena.services.records import utc_now
from athena.services.sign_ins import SignIns
from athena.services.tokens import digest, new_token
from athena.store import accounts, employees
from athena.store.database import Database, Transaction

WRONG = "The Employee ID and the password do not belong together. Check both, capitals in the password too."
DEAD = (
    "It was used, has expired or was replaced by a newer one. Ask an administrator for another, or, for the "
    "set-up of Athena, start it again.",
    "This link does not work any more",
)


class Credentials:
    """Checks and changes passwords. Thread-safe; every check or change takes a fifth of a second."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        sign_ins: SignIns,
        attempts: Attempts,
        hasher: PasswordHasher | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._sign_ins = database, audit, sign_ins
        self._attempts, self._hasher, self._now = attempts, hasher or Bcrypt(), now

    def check(self, employee_id: str, password: str, address: str = "", browser: str = "") -> Account:
        """Return the account these belong to; ``browser`` is the token of a device cookie.

        One hash is checked whether or not there is such an account. Raises CredentialsError and
        TooManyTriesError.
        """
        typed = employee_id.strip()[:64]
        account = accounts.find(self._database, typed)
        known_id = account.employee_id if account else ""
        try:
            attempt = self._attempts.begin(typed, address, browser)
        except AccessError:
            self._note(Action.SIGN_IN, known_id, Outcome.REFUSED, address)
            raise
        if not self._is_right(typed, composed(password)) or account is None or not account.active:
            self._note(Action.SIGN_IN, known_id, Outcome.FAILED, address)
            raise CredentialsError(WRONG)
        self._attempts.passed(attempt)
        return account

    def change(self, token: str, current: str, wanted: str, address: str = "", browser: str = "") -> str:
        """Change the password of whoever is signed in with ``token``; return the token to go on with.

        Every other sign-in of the person ends. Raises InputError, AccessError, TooManyTriesError.
        """
        viewer = self._sign_ins.viewer_of(token)
        if viewer is None or viewer.role is None:
            raise AccessError("You are not signed in any more. Please sign in again.", "Signed out")
        try:
            account = self.check(viewer.employee_id, current, address, browser)
        except CredentialsError:
            raise InputError("That is not your current password.", "Your password is unchanged") from None
        hashed = self._hashed(wanted, account.employee_id, account.name)
        with self._database.transaction(shown=False) as tx:
            self._set(tx, account.employee_id, hashed)
        self._sign_ins.close_all(account.employee_id, but=token)
        self._audit.note(viewer, Action.PASSWORD_CHANGE, account.employee_id, address=address)
        return self._sign_ins.rotate(token)

    def look(self, token: str, kind: LinkKind) -> OneTimeLink:
        """Return what a link stands for that still works. Raises NotFoundError."""
        link = accounts.find_link(self._database, digest(token))
        if link is None or link.kind is not kind or self._now() >= link.expires_at:
            raise NotFoundError(*DEAD)
        if kind is LinkKind.SET_UP and accounts.count_admins(self._database):
            raise NotFoundError(*DEAD)
        return link

    def holder(self, token: str, kind: LinkKind) -> Account:
        """Return whose link that is, if it still works. Raises NotFoundError."""
        account = accounts.find(self._database, self.look(token, kind).employee_id)
        if account is None or not account.active:
            raise NotFoundError(*DEAD)
        return account

    def reset(self, token: str, password: str, address: str = "") -> Account:
        """Set the password of the person a reset link was made for; all their sign-ins and links end.

        Raises InputError; the link still works then, unless it is what is wrong.
        """
        account = self.holder(token, LinkKind.RESET)
        hashed = self._hashed(password, account.employee_id, account.name)
        with self._database.transaction(shown=False) as tx:
            self._use(tx, token)
            self._set(tx, account.employee_id, hashed)
        self._redeemed(account, LinkKind.RESET, address)
        return account

    def register(
        self, token: str, password: str, *, name: str, department: str, role_title: str, address: str = ""
    ) -> Account:
        """Set the first password, and the name, of the person a link to register was made for.

        Raises InputError; the link still works then, unless it is what is wrong.
        """
        account = self.holder(token, LinkKind.REGISTER)
        profile = Profile(
            read_name(name),
            read_department(department),
            read_role_title(role_title),
            account.time_zone,
            account.language,
        )
        hashed = self._hashed(password, account.employee_id, profile.name)
        with self._database.transaction() as tx:
            self._use(tx, token)
            accounts.set_profile(tx, account.employee_id, profile)
            self._set(tx, account.employee_id, hashed)
        self._redeemed(account, LinkKind.REGISTER, address)
        return account

    def _redeemed(self, account: Account, kind: LinkKind, address: str) -> None:
        self._sign_ins.close_all(account.employee_id)
        self._audit.note(
            _acting(account),
            Action.PASSWORD_CHANGE,
            account.employee_id,
            address=address,
            detail={"link": kind},
        )

    def set_up_link(self) -> str | None:
        """Return the token of a new set-up link while no administrator can sign in, else None."""
        if accounts.count_admins(self._database):
            return None
        token, now = new_token(), self._now()
        with self._database.transaction(shown=False) as tx:
            accounts.add_link(tx, digest(token), LinkKind.SET_UP, "", now, now + LinkKind.SET_UP.lifetime)
        self._audit.note(None, Action.LINK_MADE, detail={"kind": LinkKind.SET_UP})
        return token

    def set_up(self, token: str, employee_id: str, name: str, password: str, address: str = "") -> Account:
        """Make the first administrator through the set-up link, which dies. Raises InputError."""
        self.look(token, LinkKind.SET_UP)
        person = Employee(read_employee_id(employee_id), read_name(name))
        hashed = self._hashed(password, person.employee_id, person.name)
        return self._first_admin(person, hashed, address, token)

    def ensure_admin(self, employee_id: str, password: str) -> None:
        """Make the first administrator from the settings, when nobody could sign in as one.

        Raises InputError for a password or an id that will not do.
        """
        if accounts.count_admins(self._database):
            return
        person = Employee(read_employee_id(employee_id), "Administrator")
        self._first_admin(person, self._hashed(password, person.employee_id, person.name), "", None)

    def _first_admin(self, person: Employee, hashed: str, address: str, token: str | None) -> Account:
        now = self._now()
        with self._database.transaction() as tx:
            if token is not None:
                self._use(tx, token)
            if accounts.count_admins(tx):
                raise NotFoundError(*DEAD)
            if employees.find(tx, person.employee_id) is None:
                employees.add(tx, person, now)
            if accounts.find(tx, person.employee_id) is None:
                accounts.add(tx, person.employee_id, Role.ADMIN, now)
            accounts.set_role(tx, person.employee_id, Role.ADMIN)
            accounts.set_active(tx, person.employee_id, True)
            self._set(tx, person.employee_id, hashed)
            accounts.remove_links(tx, "")
            made = accounts.find(tx, person.employee_id)
        assert made is not None  # noqa: S101 - it was just added
        self._sign_ins.close_all(made.employee_id)
        self._audit.note(_acting(made), Action.ACCOUNT_ADDED, made.employee_id, address=address)
        return made

    def _use(self, tx: Transaction, token: str) -> None:
        """Let a link die within the transaction that it allows; of two at once one is too late."""
        if not accounts.use_link(tx, digest(token)):
            raise NotFoundError(*DEAD)

    def _set(self, tx: Transaction, employee_id: str, hashed: str) -> None:
        accounts.set_password(tx, employee_id, hashed, self._now())
        accounts.remove_links(tx, employee_id)
        self._attempts.forget_browsers(tx, employee_id)

    def _hashed(self, typed: str, *names: str) -> str:
        password = composed(typed)
        check_password(password, common_passwords(), names)
        return self._hasher.hash(password)

    def _is_right(self, employee_id: str, password: str) -> bool:
        hashed = accounts.password_hash(self._database, employee_id)
        readable = fits(password)
        same = self._hasher.fits(password if readable else "", hashed or self._hasher.decoy)
        return same and readable and hashed is not None

    def _note(self, action: Action, subject: str, outcome: Outcome, address: str) -> None:
        """Note what somebody unknown did; what was typed is no subject: it may be a password."""
        self._audit.note(None, action, subject, outcome=outcome, address=address)


def _acting(account: Account) -> Viewer:
    return Viewer(account.employee_id, account.name, frozenset(), account.role)
