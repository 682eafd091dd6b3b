"""Random tokens that stand for somebody; the store only knows their digests."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """Return 32 random bytes as text for cookies and addresses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what the store keeps of a token: a random one needs no salt and no slow hash."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
