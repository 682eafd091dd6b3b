"""Pseudonyms: the same person always has the same one, and nobody can work it out without the key."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

KEY_BYTES = 32
_ID_BYTES = 8
_NAME_SIGNS = 6


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What stands for an Employee ID and for a name; the IDs of two people differ."""

    employee_id: str
    name: str


def pseudonym(key: bytes, employee_id: str) -> Pseudonym:
    """Return the pseudonym of an Employee ID, however it is capitalised; ``key`` is random."""
    digest = blake2b(employee_id.lower().encode(), key=key, digest_size=_ID_BYTES).hexdigest().upper()
    return Pseudonym(f"P-{digest}", f"Person {digest[:_NAME_SIGNS]}")
