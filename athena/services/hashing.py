"""Hashes of passwords, as streamlit-authenticator makes them: bcrypt, 12 rounds."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

DECOY: Final = "$2b$12$rwZol1JEOTV81PqWKQLy/.vw1tFi7lnNdk30fJE8zYDNDOx8MhrHW"
"""The hash of a password nobody has, checked where there is no account: the work is the same."""


class PasswordHasher(Protocol):
    """Makes hashes and compares with them; both take as long as 12 rounds of bcrypt take."""

    decoy: str
    """A hash, of as many rounds, that no password fits."""

    def hash(self, password: str) -> str:
        """Return a salted hash of at most 72 bytes."""

    def fits(self, password: str, hashed: str) -> bool:
        """Whether the hash was made of this password."""


class Bcrypt:
    """The hasher of streamlit-authenticator."""

    decoy = DECOY

    def hash(self, password: str) -> str:
        """Return a salted hash of at most 72 bytes."""
        return str(_hasher().hash(password))

    def fits(self, password: str, hashed: str) -> bool:
        """Whether the hash was made of this password."""
        return bool(_hasher().check_pw(password, hashed))


@cache
def _hasher() -> Any:
    """Load the one file of the package that hashes.

    Its front door draws in Streamlit and registers browser components that nothing here uses.
    """
    package = importlib.util.find_spec("streamlit_authenticator")
    assert package is not None  # noqa: S101 - it is in the lock
    folder = Path(package.origin or "").parent
    loader = SourceFileLoader("athena_hasher", str(folder / "utilities" / "hasher.py"))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module.Hasher


@cache
def common_passwords() -> frozenset[str]:
    """Return the passwords that people choose most often, in lower case, as zxcvbn lists them."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])
