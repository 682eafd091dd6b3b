"""Accounts and the links that work once."""

from __future__ import annotations

from datetime import datetime

from athena.domain.access import Role
from athena.domain.accounts import Account, LinkKind, OneTimeLink, Profile
from athena.domain.people import identity
from athena.store.database import Reader, Row, Transaction

_SELECT = (
    "SELECT a.employee_id, e.name, a.role, e.department, e.role_title, a.time_zone, a.language, a.active, "
    "a.password_hash IS NOT NULL AS has_password, a.issuer, a.created_at, a.password_changed_at "
    "FROM accounts a JOIN employees e USING (identity) "
)


def find(reader: Reader, employee_id: str) -> Account | None:
    """Return the account with this id, however it is capitalised."""
    rows = reader.read(_SELECT + "WHERE a.identity = ?", [identity(employee_id)])
    return _account(rows[0]) if rows else None


def everybody(reader: Reader) -> list[Account]:
    """Return all accounts by name."""
    return [_account(row) for row in reader.read(_SELECT + "ORDER BY lower(e.name), a.identity")]


def count_admins(reader: Reader, *, but: str = "") -> int:
    """Return how many administrators can sign in, leaving out the one with the id ``but``."""
    rows = reader.read(
        "SELECT count(*) AS n FROM accounts WHERE role = 'admin' AND active AND identity <> ? "
        "AND (password_hash IS NOT NULL OR issuer IS NOT NULL)",
        [identity(but)],
    )
    return int(rows[0]["n"])


def add(tx: Transaction, employee_id: str, role: Role, at: datetime) -> None:
    """Add an account without a password for an employee who has none."""
    tx.insert(
        "accounts",
        {"identity": identity(employee_id), "employee_id": employee_id, "role": role, "created_at": at},
    )


def password_hash(reader: Reader, employee_id: str) -> str | None:
    """Return the bcrypt hash of an account's password, None without one or without an account."""
    rows = reader.read(
        "SELECT password_hash FROM accounts WHERE identity = ? AND password_hash IS NOT NULL",
        [identity(employee_id)],
    )
    return str(rows[0]["password_hash"]) if rows else None


def set_password(tx: Transaction, employee_id: str, hashed: str, at: datetime) -> None:
    """Keep the hash of a new password."""
    tx.run(
        "UPDATE accounts SET password_hash = ?, password_changed_at = ? WHERE identity = ?",
        [hashed, at, identity(employee_id)],
    )


def set_issuer(tx: Transaction, employee_id: str, issuer: str | None) -> None:
    """Bind an account to the OIDC provider that vouches for the person, or to none."""
    tx.run("UPDATE accounts SET issuer = ? WHERE identity = ?", [issuer, identity(employee_id)])


def set_role(tx: Transaction, employee_id: str, role: Role) -> None:
    """Change what somebody is to Athena."""
    tx.run("UPDATE accounts SET role = ? WHERE identity = ?", [role, identity(employee_id)])


def set_active(tx: Transaction, employee_id: str, active: bool) -> None:
    """Open or close an account."""
    tx.run("UPDATE accounts SET active = ? WHERE identity = ?", [active, identity(employee_id)])


def set_profile(tx: Transaction, employee_id: str, profile: Profile) -> None:
    """Change what somebody may change about themselves."""
    who = identity(employee_id)
    tx.run(
        "UPDATE employees SET name = ?, department = ?, role_title = ? WHERE identity = ?",
        [profile.name, profile.department, profile.role_title, who],
    )
    tx.run(
        "UPDATE accounts SET time_zone = ?, language = ? WHERE identity = ?",
        [profile.time_zone, profile.language, who],
    )


def add_link(
    tx: Transaction, digest: str, kind: LinkKind, employee_id: str, at: datetime, expires_at: datetime
) -> None:
    """Add a link; earlier ones of its kind for the same person stop working."""
    who = identity(employee_id)
    tx.run("DELETE FROM one_time_links WHERE kind = ? AND identity = ?", [kind, who])
    fields = {"digest": digest, "kind": kind, "identity": who, "made_at": at, "expires_at": expires_at}
    tx.insert("one_time_links", fields)


def find_link(reader: Reader, digest: str) -> OneTimeLink | None:
    """Return what a link stands for, also when it has expired."""
    rows = reader.read(
        "SELECT l.kind, coalesce(a.employee_id, l.identity) AS employee_id, l.expires_at "
        "FROM one_time_links l LEFT JOIN accounts a USING (identity) WHERE l.digest = ?",
        [digest],
    )
    if not rows:
        return None
    return OneTimeLink(LinkKind(rows[0]["kind"]), rows[0]["employee_id"], rows[0]["expires_at"])


def use_link(tx: Transaction, digest: str) -> bool:
    """Remove a link; return whether it was there."""
    gone = tx.read("DELETE FROM one_time_links WHERE digest = ? RETURNING digest", [digest])
    return bool(gone)


def remove_links(tx: Transaction, employee_id: str) -> None:
    """Make all links of a person stop working; those of the set-up for the empty id."""
    tx.run("DELETE FROM one_time_links WHERE identity = ?", [identity(employee_id)])


def _account(row: Row) -> Account:
    return Account(**(row | {"role": Role(row["role"])}))
