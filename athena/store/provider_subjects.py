"""Whom a provider of identities knows by which name of its own."""

from __future__ import annotations

from datetime import datetime

from athena.domain.people import identity
from athena.store.database import Reader, Transaction


def find(reader: Reader, issuer: str, subject: str) -> str | None:
    """Return the Employee ID of the account that was bound to a subject."""
    rows = reader.read(
        "SELECT a.employee_id FROM provider_subjects p JOIN accounts a USING (identity) "
        "WHERE p.issuer = ? AND p.subject = ?",
        [issuer, subject],
    )
    return str(rows[0]["employee_id"]) if rows else None


def is_bound(reader: Reader, issuer: str, employee_id: str) -> bool:
    """Whether an account is bound to a subject of that provider."""
    return bool(
        reader.read(
            "SELECT 1 FROM provider_subjects WHERE issuer = ? AND identity = ?",
            [issuer, identity(employee_id)],
        )
    )


def bind(tx: Transaction, issuer: str, subject: str, employee_id: str, at: datetime) -> None:
    """Bind an account to a subject, in place of any account the subject was bound to."""
    fields = {"issuer": issuer, "subject": subject, "identity": identity(employee_id), "bound_at": at}
    tx.upsert("provider_subjects", ("issuer", "subject"), fields)


def release(tx: Transaction, employee_id: str) -> None:
    """Forget what an account was bound to."""
    tx.run("DELETE FROM provider_subjects WHERE identity = ?", [identity(employee_id)])
