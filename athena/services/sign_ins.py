"""Who is signed in: kept here, found by the random token in the browser's cookie.

A look reads the store, or uses what it read since the last write of any kind, so that a sign-out, a changed
role or a closed account is in force at the next rerun or request, in every tab.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from athena.domain.access import INVITED, Permission, Role, Viewer, permissions_of
from athena.domain.audit import Action
from athena.errors import AccessError
from athena.services.auditing import Auditing
from athena.services.records import utc_now
from athena.services.tokens import digest, new_token
from athena.store import sign_ins
from athena.store.database import Database
from athena.store.sign_ins import SignIn

SEEN_EVERY = timedelta(minutes=1)
"""So often it is noted that a browser is still in use."""
_MOST_KNOWN = 1000


class SignIns:
    """Opens, finds and closes sign-ins. Thread-safe.

    One ends ``idle`` after it was last seen, and ``lifetime`` after it was opened; one by an invitation ends
    when that says so.
    """

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        *,
        analysts_see_names: bool = False,
        idle: timedelta = timedelta(hours=1),
        lifetime: timedelta = timedelta(hours=12),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._now = database, audit, now
        self._analysts_see_names = analysts_see_names
        self._idle, self._lifetime = idle, lifetime
        self._read = (-1, dict[str, SignIn]())

    def open(self, employee_id: str, *, how: str, address: str = "") -> str:
        """Sign somebody in whose account was checked; return the token of the new sign-in.

        ``how`` says by what: "password", "link", or the name of an identity provider.
        """
        now = self._now()
        token = self._add(employee_id, "", None, how, address, now + self._lifetime)
        detail = {"how": how}
        self._audit.note(self.viewer_of(token), Action.SIGN_IN, employee_id, address=address, detail=detail)
        return token

    def open_invited(
        self, invitation_id: str, employee_id: str, name: str, expires_at: datetime, address: str = ""
    ) -> str:
        """Let somebody in who came by an invitation, until ``expires_at`` (naive UTC); return the token."""
        token = self._add(employee_id, name, invitation_id, "invitation", address, expires_at)
        detail = {"how": "invitation", "invitation": invitation_id}
        self._audit.note(self.viewer_of(token), Action.SIGN_IN, employee_id, address=address, detail=detail)
        return token

    def viewer_of(self, token: str) -> Viewer | None:
        """Return whose live sign-in a cookie's token stands for, None for nobody's."""
        if not token:
            return None
        now = self._now()
        entry = self._find(digest(token))
        if entry is None or self._is_over(entry, now):
            return None
        if now - entry.seen_at >= SEEN_EVERY:
            with self._database.transaction(shown=False) as tx:
                sign_ins.touch(tx, entry.digest, now)
        return self._viewer(entry)

    def rotate(self, token: str) -> str:
        """Return a new token for a live sign-in; the old one stands for nobody then. Raises AccessError."""
        fresh = new_token()
        with self._database.transaction(shown=False) as tx:
            entry = sign_ins.find(tx, digest(token))
            if entry is None or self._is_over(entry, self._now()):
                raise AccessError("You are not signed in any more. Please sign in again.", "Signed out")
            sign_ins.rename(tx, entry.digest, digest(fresh))
        return fresh

    def close(self, token: str, address: str = "") -> None:
        """Sign the browser out that has this token; nothing happens when it is not signed in."""
        viewer = self.viewer_of(token)
        with self._database.transaction(shown=False) as tx:
            sign_ins.remove(tx, digest(token))
        if viewer:
            self._audit.note(viewer, Action.SIGN_OUT, viewer.employee_id, address=address)

    def close_all(self, employee_id: str, *, but: str = "") -> None:
        """Sign somebody out everywhere, except where the token ``but`` is used."""
        with self._database.transaction(shown=False) as tx:
            sign_ins.remove_of(tx, employee_id, but=digest(but))

    def close_invited(self, invitation_id: str) -> None:
        """Sign out whoever came by that invitation."""
        with self._database.transaction(shown=False) as tx:
            sign_ins.remove_invited(tx, invitation_id)

    def of(self, employee_id: str) -> list[SignIn]:
        """Return where somebody is signed in with their account, the last seen first."""
        now = self._now()
        return [entry for entry in sign_ins.of(self._database, employee_id) if not self._is_over(entry, now)]

    def count(self) -> int:
        """Return how many browsers are signed in now, those by invitations too."""
        now = self._now()
        return sign_ins.count(self._database, now, now - self._idle)

    def _add(
        self,
        employee_id: str,
        name: str,
        invitation_id: str | None,
        how: str,
        address: str,
        expires_at: datetime,
    ) -> str:
        token, now = new_token(), self._now()
        entry = SignIn(
            digest(token), employee_id, name, invitation_id, None, how, address, now, now, expires_at
        )
        with self._database.transaction(shown=False) as tx:
            sign_ins.remove_expired(tx, now, now - self._idle)
            sign_ins.add(tx, entry)
        return token

    def _find(self, mark: str) -> SignIn | None:
        """Return the sign-in with this digest as the store has it: nothing is used from before a write."""
        writes = self._database.writes
        read_at, known = self._read
        if read_at != writes or len(known) > _MOST_KNOWN:
            self._read = (writes, known := {})
        entry = known.get(mark) or sign_ins.find(self._database, mark)
        if entry is not None and self._database.writes == writes:
            known[mark] = entry
        return entry

    def _is_over(self, entry: SignIn, now: datetime) -> bool:
        if now >= entry.expires_at:
            return True
        if entry.invitation_id:
            return False
        return entry.role is None or now >= entry.seen_at + self._idle

    def _viewer(self, entry: SignIn) -> Viewer:
        if entry.invitation_id or entry.role is None:
            return Viewer(entry.employee_id, entry.name, INVITED, invitation_id=entry.invitation_id)
        return Viewer(entry.employee_id, entry.name, self._permissions(entry.role), entry.role)

    def _permissions(self, role: Role) -> frozenset[Permission]:
        return permissions_of(role, analysts_see_names=self._analysts_see_names)
