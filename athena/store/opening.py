"""Opening a DuckDB file: where it is, how it is hardened, and what to say when it cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from athena.errors import BusyError, StoreError
from athena.store.rewriting import writable

MEMORY = ":memory:"
_SCHEME = "duckdb://"
_HELD = (
    "Conflicting lock is held",
    "being used by another process",
    "different configuration",
    "configuration has been locked",
)
_DAMAGED = ("not a valid DuckDB database file", "Corrupt database", "Could not read enough bytes")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def locate(location: str | Path) -> Path | None:
    """Return the file a path or a ``duckdb:///path`` address means; None is a database in memory.

    As in other database addresses three slashes start a relative path and four an absolute one.
    """
    text = str(location)
    if text in (MEMORY, _SCHEME, f"{_SCHEME}/{MEMORY}"):
        return None
    if text.startswith(f"{_SCHEME}/"):
        return Path(text.removeprefix(f"{_SCHEME}/"))
    if "://" in text:
        kind = text.partition("://")[0]
        raise StoreError(
            f"This version keeps its data in DuckDB and cannot use a {kind} database. "
            "Set DATABASE_URL to a path such as duckdb:///data/athena.duckdb."
        )
    return Path(text)


def connect(path: Path | None, folders: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """Open ``path`` (None: in memory); SQL may touch no file but copies of it and those below ``folders``."""
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path or MEMORY), config=_CONFIG)
        _harden(connection, folders, writable(path))
    except OSError as error:
        raise StoreError(f"The folder {path and path.parent} cannot be used: {error.strerror}.") from error
    except duckdb.Error as error:
        raise _explain_opening(path, error) from error
    return connection


def _harden(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], files: Sequence[str]) -> None:
    allowed = [str(folder.resolve()) for folder in folders]
    connection.execute("SET allowed_directories = ?", [allowed])
    connection.execute("SET allowed_paths = ?", [list(files)])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _explain_opening(path: Path | None, error: duckdb.Error) -> StoreError:
    if any(words in str(error) for words in _HELD):
        return BusyError(
            f"Another program holds the database {path}. Stop the other Athena, or the tool that has the "
            "file open, and start again."
        )
    return explain(path, error)


def explain(path: Path | None, error: duckdb.Error) -> StoreError:
    """Turn what DuckDB said about the database at ``path`` into a sentence that says what to do."""
    said = str(error)
    name = path or "in memory"
    if any(words in said for words in _DAMAGED):
        return StoreError(
            f"The file {name} is not an Athena database, or it is damaged. "
            "Move it away, or restore a backup over it."
        )
    if "Permission denied" in said or "Read-only file system" in said:
        return StoreError(
            f"The database {name} cannot be written. Give this user write permission, or set another path."
        )
    if isinstance(error, duckdb.ConstraintException):
        return StoreError(f"The database refused a value that breaks its rules: {_first_line(said)}")
    if isinstance(error, duckdb.ConnectionException):
        return StoreError("The database is closed: Athena is shutting down. Start it again to go on.")
    return StoreError(f"The database {name} could not do that: {_first_line(said)}")


def _first_line(said: str) -> str:
    return said.strip().partition("\n")[0]
