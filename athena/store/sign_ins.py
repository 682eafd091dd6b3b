"""Who is signed in, by the SHA-256 digest of the token in the browser's cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.access import Role
from athena.domain.people import identity
from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser somebody is signed in with; times are naive UTC.

    ``role`` is None for whoever has no active account (any more), ``invitation_id`` for whoever has one.
    """

    digest: str
    employee_id: str
    name: str
    invitation_id: str | None
    role: Role | None
    how: str
    address: str
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime


_SELECT = (
    "SELECT s.digest, coalesce(a.employee_id, s.employee_id) AS employee_id, "
    "coalesce(e.name, s.name) AS name, "
    "s.invitation_id, CASE WHEN a.active THEN a.role END AS role, s.how, s.address, s.opened_at, s.seen_at, "
    "s.expires_at "
    "FROM sign_ins s LEFT JOIN accounts a USING (identity) LEFT JOIN employees e USING (identity) "
)


def find(reader: Reader, digest: str) -> SignIn | None:
    """Return the sign-in with this digest, also when it has expired."""
    found = _read(reader, "WHERE s.digest = ?", [digest])
    return found[0] if found else None


def of(reader: Reader, employee_id: str) -> list[SignIn]:
    """Return a person's sign-ins with an account, the last seen first."""
    return _read(
        reader,
        "WHERE s.identity = ? AND s.invitation_id IS NULL ORDER BY s.seen_at DESC",
        [identity(employee_id)],
    )


def add(tx: Transaction, entry: SignIn) -> None:
    """Add a sign-in; its role is not kept with it: the account has that."""
    fields = {name: getattr(entry, name) for name in SignIn.__slots__ if name != "role"}
    tx.insert("sign_ins", fields | {"identity": identity(entry.employee_id)})


def touch(tx: Transaction, digest: str, at: datetime) -> None:
    """Note that the browser was seen."""
    tx.run("UPDATE sign_ins SET seen_at = ? WHERE digest = ?", [at, digest])


def rename(tx: Transaction, digest: str, fresh: str) -> None:
    """Give a sign-in another digest."""
    tx.run("UPDATE sign_ins SET digest = ? WHERE digest = ?", [fresh, digest])


def remove(tx: Transaction, digest: str) -> None:
    """Close a sign-in."""
    tx.run("DELETE FROM sign_ins WHERE digest = ?", [digest])


def remove_of(tx: Transaction, employee_id: str, *, but: str = "") -> None:
    """Close all sign-ins of a person, by invitations too, except the one with the digest ``but``."""
    tx.run("DELETE FROM sign_ins WHERE identity = ? AND digest <> ?", [identity(employee_id), but])


def remove_invited(tx: Transaction, invitation_id: str) -> None:
    """Close all sign-ins by an invitation."""
    tx.run("DELETE FROM sign_ins WHERE invitation_id = ?", [invitation_id])


def remove_expired(tx: Transaction, at: datetime, idle_since: datetime) -> None:
    """Forget what nobody can come back with: expired at ``at``, or not seen since ``idle_since``."""
    tx.run(
        "DELETE FROM sign_ins WHERE expires_at <= ? OR (invitation_id IS NULL AND seen_at <= ?)",
        [at, idle_since],
    )


def count(reader: Reader, at: datetime, idle_since: datetime) -> int:
    """Return how many sign-ins have neither expired at ``at`` nor been idle since ``idle_since``."""
    rows = reader.read(
        "SELECT count(*) AS n FROM sign_ins "
        "WHERE expires_at > ? AND (invitation_id IS NOT NULL OR seen_at > ?)",
        [at, idle_since],
    )
    return int(str(rows[0]["n"]))


def _read(reader: Reader, condition: str, params: list[object]) -> list[SignIn]:
    rows = reader.read(_SELECT + condition, params)
    return [SignIn(**(row | {"role": Role(row["role"]) if row["role"] else None})) for row in rows]
