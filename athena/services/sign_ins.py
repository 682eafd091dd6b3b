"""Sessions of people who signed in: kept here, found by the random token in their cookie."""

from __future__ import annotations

from athena.domain.access import Viewer
from athena.store.database import Database


class SignIns:
    """Opens, finds and closes sign-ins. Thread-safe."""

    def __init__(self, database: Database, *, analysts_see_names: bool) -> None:
        self._database, self._analysts_see_names = database, analysts_see_names

    def viewer_of(self, token: str) -> Viewer | None:  # noqa: ARG002
        """Return whose live sign-in a cookie's token stands for, None for nobody's."""
        return None
