"""A quick hasher that counts: the real one takes a fifth of a second on purpose."""

from __future__ import annotations

import bcrypt

ROUNDS = 4


class QuickHasher:
    """bcrypt with the fewest rounds; ``checks`` counts the comparisons."""

    def __init__(self) -> None:
        self.checks = 0
        self.decoy = self.hash("nobody's")

    def hash(self, password: str) -> str:
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS)).decode()

    def fits(self, password: str, hashed: str) -> bool:
        self.checks += 1
        assert bcrypt_rounds(hashed) == ROUNDS
        return bcrypt.checkpw(password.encode(), hashed.encode())


def bcrypt_rounds(hashed: str) -> int:
    """The cost a hash was made with."""
    return int(hashed.split("$")[2])
