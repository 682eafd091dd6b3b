"""Whole copies of a database file. DuckDB leaves deleted rows readable in its file; a copy has none of them.

Copies are made beside the file, under names that alone may be written there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import uuid4

import duckdb

from athena.errors import StoreError

_FRESH, _COPY = ".fresh", ".copy"
_PARTS: Final = ("", ".wal", ".wal.checkpoint", ".wal.recovery")
"""The file itself, and its logs as DuckDB names them."""
_ALIAS: Final = "athena_copy"
_LOST: Final = (
    "The database was written anew, but the old file is still in use. Restart Athena now: what is stored "
    "until then would be lost."
)


def fresh_beside(path: Path) -> Path:
    """Return where the file that takes the place of ``path`` is written."""
    return path.with_name(path.name + _FRESH)


def copy_beside(path: Path) -> Path:
    """Return where a copy of ``path`` is written before it is taken away."""
    return path.with_name(path.name + _COPY)


def writable(path: Path | None) -> list[str]:
    """Return the files (and their logs) that SQL may write beside the database."""
    targets = [] if path is None else [fresh_beside(path.resolve()), copy_beside(path.resolve())]
    return [f"{target}{part}" for target in targets for part in _PARTS]


def forget(target: Path) -> None:
    """Remove a copy and its log, if they are there."""
    for part in _PARTS:
        target.with_name(target.name + part).unlink(missing_ok=True)


def is_store(path: Path) -> bool:
    """Whether the closed file ``path`` is a database of Athena's; nothing of it changes."""
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error:
        return False
    with connection:
        found = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'")
        return found.fetchone() is not None


def write_copy(connection: duckdb.DuckDBPyConnection, target: Path, mark: str = "") -> None:
    """Write everything, as of one moment, into the new file ``target``; ``mark`` is kept with the schema."""
    forget(target)
    quoted = str(target.resolve()).replace("'", "''")
    with connection.cursor() as cursor:
        [name] = cursor.execute("SELECT current_database()").fetchone() or ("",)
        cursor.execute(f"ATTACH '{quoted}' AS {_ALIAS}")
        try:
            quoted = name.replace('"', '""')
            cursor.execute(f'COPY FROM DATABASE "{quoted}" TO {_ALIAS}')
            cursor.execute(f"COMMENT ON TABLE {_ALIAS}.schema_version IS '{mark}'")
        finally:
            cursor.execute(f"DETACH {_ALIAS}")


def swap(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Close the database and put a fresh copy of it in its place; return the mark the copy bears.

    No cursor may be open. A fault or a kill leaves the old file or the fresh one, each of them whole.
    """
    fresh, mark = fresh_beside(path), uuid4().hex
    write_copy(connection, fresh, mark)
    connection.close()
    if path.with_name(path.name + ".wal").exists():  # it would be read into the fresh file
        raise StoreError("The database could not be closed cleanly, so its file was not written anew.")
    fresh.replace(path)
    return mark


def check_mark(connection: duckdb.DuckDBPyConnection, mark: str) -> None:
    """Raise StoreError unless the open file is the one that bears ``mark``."""
    row = connection.execute(
        "SELECT comment FROM duckdb_tables() WHERE table_name = 'schema_version'"
    ).fetchone()
    if row != (mark,):
        raise StoreError(_LOST)
