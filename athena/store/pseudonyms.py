"""The key of pseudonyms, and the people that are to have one."""

from __future__ import annotations

import secrets

from athena.domain.pseudonyms import KEY_BYTES, Pseudonym, pseudonym
from athena.store.database import Database, Reader


def key(database: Database) -> bytes:
    """Return the key, made at the first call."""
    found = _stored(database)
    if found is None:
        with database.transaction(shown=False) as tx:
            if _stored(tx) is None:
                tx.insert("pseudonym_key", {"secret": secrets.token_bytes(KEY_BYTES)})
            found = _stored(tx)
    return found or b""


def everybody(reader: Reader, secret: bytes) -> dict[str, Pseudonym]:
    """Return the pseudonym of every employee by Employee ID."""
    rows = reader.read("SELECT employee_id FROM employees")
    return {row["employee_id"]: pseudonym(secret, row["employee_id"]) for row in rows}


def _stored(reader: Reader) -> bytes | None:
    rows = reader.read("SELECT secret FROM pseudonym_key")
    return bytes(rows[0]["secret"]) if rows else None
