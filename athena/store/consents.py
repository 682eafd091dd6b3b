"""What people agreed to before their interviews."""

from __future__ import annotations

from athena.domain.consent import Consent
from athena.store.database import Reader, Transaction


def put(tx: Transaction, consent: Consent) -> None:
    """Add a consent; the first one to the same version of a session stands."""
    tx.run(
        "INSERT INTO consents (session_id, version, text, given_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        [consent.session_id, consent.version, consent.text, consent.given_at],
    )


def of_session(reader: Reader, session_id: str) -> list[Consent]:
    """Return what was agreed to for a session, the oldest first."""
    rows = reader.read("SELECT * FROM consents WHERE session_id = ? ORDER BY given_at, version", [session_id])
    return [Consent(**row) for row in rows]
