"""What is known of erasures: when, how many rows, and what finds the person again in an old backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from athena.domain.access import Role
from athena.domain.people import identity
from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure; ``digest`` is a keyed hash of the identity, None without a key or when of no use."""

    erasure_id: str
    erased_at: datetime
    rows: int
    digest: str | None


def add(tx: Transaction, erased: Erased) -> None:
    """Add an erasure."""
    tx.insert("erasures", {name: getattr(erased, name) for name in Erased.__slots__})


def everything(reader: Reader) -> list[Erased]:
    """Return all erasures, the newest first."""
    return [Erased(**row) for row in reader.read("FROM erasures ORDER BY erased_at DESC, erasure_id")]


def forget_digests(tx: Transaction, before: datetime) -> None:
    """Take out what finds people again whose erasure is older than any backup."""
    tx.run("UPDATE erasures SET digest = NULL WHERE erased_at < ? AND digest IS NOT NULL", [before])


def close_doors(tx: Transaction) -> None:
    """Remove every way in that was open when a backup was made: sign-ins and one-time links."""
    tx.run("DELETE FROM sign_ins")
    tx.run("DELETE FROM one_time_links")


def identities(reader: Reader) -> list[str]:
    """Return the identities of everybody who is known."""
    rows = reader.read("SELECT identity FROM employees UNION SELECT identity FROM accounts ORDER BY 1")
    return [row["identity"] for row in rows]


def is_last_administrator(reader: Reader, employee_id: str) -> bool:
    """Whether a person is the only one left who may manage accounts."""
    rows = reader.read("SELECT identity FROM accounts WHERE role = ? AND active", [Role.ADMIN.value])
    return [row["identity"] for row in rows] == [identity(employee_id)]
