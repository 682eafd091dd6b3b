"""A database with one person in every table, for commands that look after what is kept."""

from __future__ import annotations

from pathlib import Path

from athena.store.database import Database
from tests.services.whole import fill

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
"""32 bytes in base64."""


def settings_for(folder: Path) -> dict[str, str]:
    """Return the environment of a command on the database in a folder."""
    return {"DATABASE_URL": f"duckdb:///{folder}/a.duckdb", "ATHENA_ENCRYPTION_KEY": KEY}


def make(folder: Path) -> None:
    """Make the database."""
    database = Database.open(folder / "a.duckdb")
    fill(database)
    database.close()
