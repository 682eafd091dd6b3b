"""Failures to sign in, for as long as they count, and the browsers somebody signed in with before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in; ``tried_at`` is naive UTC.

    ``account`` is the digest of the identity that was tried, ``browser`` that of a browser the person signed
    in with before, else empty.
    """

    attempt_id: str
    account: str
    address: str
    browser: str
    tried_at: datetime


def add(tx: Transaction, attempt: Attempt) -> None:
    """Count a try as failed until it is known better."""
    tx.insert("sign_in_failures", {name: getattr(attempt, name) for name in Attempt.__slots__})


def times(
    reader: Reader, by: Literal["account", "address", "browser"], value: str, since: datetime
) -> list[datetime]:
    """Return when tries with this ``value`` failed, the earliest first.

    Those of known browsers count for ``browser`` alone.
    """
    unknown = "" if by == "browser" else "AND browser = '' "
    rows = reader.read(
        f"SELECT tried_at FROM sign_in_failures WHERE {by} = ? {unknown}"  # noqa: S608 - own names
        "AND tried_at > ? ORDER BY tried_at",
        [value, since],
    )
    return [row["tried_at"] for row in rows]


def forgive(tx: Transaction, attempt: Attempt) -> None:
    """Take back the tries at this account from this address or browser: it was its owner."""
    tx.run(
        "DELETE FROM sign_in_failures WHERE account = ? AND address = ? AND browser = ?",
        [attempt.account, attempt.address, attempt.browser],
    )


def forget(tx: Transaction, until: datetime) -> None:
    """Remove what counts no more."""
    tx.run("DELETE FROM sign_in_failures WHERE tried_at <= ?", [until])


def know(tx: Transaction, digest: str, identity: str, at: datetime) -> None:
    """Keep that somebody signed in with this browser."""
    tx.upsert(
        "known_browsers", ("digest", "identity"), {"digest": digest, "identity": identity, "known_at": at}
    )


def knows(reader: Reader, digest: str, identity: str, since: datetime) -> bool:
    """Whether this person signed in with this browser since then."""
    rows = reader.read(
        "SELECT 1 FROM known_browsers WHERE digest = ? AND identity = ? AND known_at > ?",
        [digest, identity, since],
    )
    return bool(rows)


def unknow(tx: Transaction, identity: str) -> None:
    """Forget the browsers of a person."""
    tx.run("DELETE FROM known_browsers WHERE identity = ?", [identity])


def is_known(reader: Reader, digest: str) -> bool:
    """Whether anybody signed in with this browser."""
    return bool(reader.read("SELECT 1 FROM known_browsers WHERE digest = ?", [digest]))


def forget_known(tx: Transaction, until: datetime) -> None:
    """Forget the browsers nobody signed in with since then."""
    tx.run("DELETE FROM known_browsers WHERE known_at <= ?", [until])
