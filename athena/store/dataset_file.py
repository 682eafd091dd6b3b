"""Data sets for grading: each one a schema of the same tables, all in one DuckDB file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from athena.errors import InputError
from athena.store.opening import connect

MIRRORED = "_mirrored"


def write_datasets(
    path: Path, datasets: Mapping[str, Sequence[str]], *, mirrored: bool = False
) -> dict[str, str]:
    """Write each data set as a schema of ``path`` by running its statements there.

    Returns what went wrong by schema; a schema with a fault is not there. ``mirrored``: beside each, a
    schema of the same name and ``MIRRORED`` that holds the rows in reverse order.
    """
    faults: dict[str, str] = {}
    with connect(path, ()) as connection:
        for name, statements in datasets.items():
            try:
                _write(connection, name, statements)
                if mirrored:
                    _mirror(connection, name)
            except duckdb.Error as error:
                faults[name] = str(error).splitlines()[0]
                connection.execute(f"USE main; DROP SCHEMA IF EXISTS {_quoted(name)} CASCADE")
    return faults


def copy_tables(source: Path, target: Path, schema: str) -> None:
    """Copy every table of a database file into a schema of ``target``. Raises InputError when it cannot."""
    try:
        with connect(target, (source.parent,)) as connection:
            connection.execute(f"ATTACH '{_text(source)}' AS given (READ_ONLY)")
            connection.execute(f"CREATE SCHEMA {_quoted(schema)}")
            for (table,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'given'"
            ).fetchall():
                connection.execute(
                    f"CREATE TABLE {_quoted(schema)}.{_quoted(table)} AS FROM given.{_quoted(table)}"
                )
            connection.execute("DETACH given")
    except duckdb.Error as error:
        raise InputError(f"{source} cannot be read as a DuckDB file: {str(error).splitlines()[0]}") from error


def _write(connection: duckdb.DuckDBPyConnection, name: str, statements: Sequence[str]) -> None:
    connection.execute(f"CREATE SCHEMA {_quoted(name)}; USE {_quoted(name)}")
    for statement in statements:
        connection.execute(statement)
    connection.execute("USE main")


def _mirror(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    mirror = _quoted(name + MIRRORED)
    connection.execute(f"CREATE SCHEMA {mirror}")
    for (table,) in connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = ?", [name]
    ).fetchall():
        own = _quoted(table)
        connection.execute(
            f"CREATE TABLE {mirror}.{own} AS SELECT * FROM {_quoted(name)}.{own} ORDER BY rowid DESC"  # noqa: S608
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(path: Path) -> str:
    return str(path).replace("'", "''")
