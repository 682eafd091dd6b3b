"""The two copies of the data that people ask: with names, and with pseudonyms in their place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from athena.domain.access import Permission, Viewer
from athena.services.snapshots import Snapshots
from athena.store.database import Database

_MASKED: Final = "masked"


class Copies:
    """Makes each copy when somebody asks it; ``named`` may come from elsewhere. Thread-safe."""

    def __init__(self, named: Snapshots, masked: Snapshots) -> None:
        self.named, self.masked = named, masked

    @classmethod
    def of(cls, database: Database, folder: Path) -> Copies:
        """Return the copies of ``database`` in ``folder``, which it may write to."""
        return cls(Snapshots(database, folder), Snapshots(database, folder / _MASKED, masked=True))

    def seen_by(self, viewer: Viewer) -> Snapshots:
        """Return the copy somebody may ask: that with names only who may see them."""
        return self.named if viewer.may(Permission.SEE_NAMES) else self.masked

    def renew(self) -> None:
        """Make the copies there are anew from nothing. Raises StoreError."""
        self.named.renew()
        self.masked.renew()

    def close(self) -> None:
        """Wait for copies being made; the database may be closed then."""
        self.named.close()
        self.masked.close()
