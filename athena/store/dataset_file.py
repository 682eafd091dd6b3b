"""Data sets for grading: each one a schema of the same tables, all in one DuckDB file."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias

import duckdb

from athena.errors import InputError
from athena.store.opening import connect

MIRRORED: Final = "_mirrored"
Sample: TypeAlias = Mapping[tuple[str, str], tuple[object, ...]]


class DatasetFile:
    """A file of data sets, open for writing; complete when the block ends; ``given`` is a file to copy."""

    def __init__(self, path: Path, given: Path | None = None) -> None:
        self._given = given
        self._connection = connect(path, (given.parent,) if given else ())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, name: str, statements: Sequence[str]) -> str | None:
        """Run the statements in a new schema; beside it, ``MIRRORED``, its rows in reverse order.

        Returns what went wrong; then there is no such schema.
        """
        try:
            self._write(name, statements)
            self._mirror(name)
        except duckdb.Error as error:
            with contextlib.suppress(duckdb.TransactionException):
                self._connection.execute("ROLLBACK")
            self._connection.execute("USE main")
            self._connection.execute(f"DROP SCHEMA IF EXISTS {_quoted(name)} CASCADE")
            return str(error).splitlines()[0]
        return None

    def add_given(self, name: str) -> None:
        """Copy every table of the given file into a new schema. Raises InputError when it cannot be read."""
        try:
            self._copy(name)
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            raise InputError(f"{self._given} cannot be read as a DuckDB file: {said}") from error

    def sample(self, name: str, most: int) -> Sample:
        """Return the different values by (table, column) in lower case of the first ``most`` rows each."""
        found: dict[tuple[str, str], tuple[object, ...]] = {}
        for table in self._tables(name):
            cursor = self._connection.execute(
                f"SELECT * FROM {_quoted(name)}.{_quoted(table)} LIMIT {int(most)}"  # noqa: S608 (quoted)
            )
            columns = [str(entry[0]).lower() for entry in cursor.description or ()]
            for column, values in zip(columns, zip(*cursor.fetchall(), strict=True), strict=False):
                different = {str(value): value for value in values if value is not None}
                found[table.lower(), column] = tuple(different.values())
        return found

    def _write(self, name: str, statements: Sequence[str]) -> None:
        self._connection.execute(f"BEGIN; CREATE SCHEMA {_quoted(name)}; USE {_quoted(name)}")
        for statement in statements:
            self._connection.execute(statement)
        self._connection.execute("COMMIT; USE main; BEGIN")

    def _mirror(self, name: str) -> None:
        mirror, source = _quoted(name + MIRRORED), _quoted(name)
        self._connection.execute(f"CREATE SCHEMA {mirror}")
        for table in self._tables(name):
            own = _quoted(table)
            self._connection.execute(
                f"CREATE TABLE {mirror}.{own} AS SELECT * FROM {source}.{own} ORDER BY rowid DESC"  # noqa: S608
            )
        self._connection.execute("COMMIT")

    def _copy(self, name: str) -> None:
        self._connection.execute(f"ATTACH '{_text(self._given)}' AS given (READ_ONLY)")
        self._connection.execute(f"CREATE SCHEMA {_quoted(name)}")
        for (table,) in self._connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'given'"
        ).fetchall():
            own = _quoted(table)
            self._connection.execute(f"CREATE TABLE {_quoted(name)}.{own} AS FROM given.{own}")
        self._connection.execute("DETACH given")

    def _tables(self, name: str) -> list[str]:
        found = self._connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? ORDER BY table_oid", [name]
        )
        return [str(table) for (table,) in found.fetchall()]


def broken_rules(
    ddl: Sequence[str], strays: Sequence[tuple[str, str]], data: Mapping[str, str]
) -> Mapping[str, str]:
    """Return by name which rule data breaks when it fills the tables of ``ddl``, or why it cannot.

    ``strays`` are (words, query) pairs: the words hold where the query returns a row.
    """
    found = ((name, _broken(ddl, strays, statements)) for name, statements in data.items())
    return {name: words for name, words in found if words}


def _broken(ddl: Sequence[str], strays: Sequence[tuple[str, str]], statements: str) -> str:
    with connect(None, ()) as connection:
        try:
            for statement in (*ddl, statements):
                connection.execute(statement)
            return next((words for words, query in strays if connection.execute(query).fetchone()), "")
        except duckdb.Error as error:
            return str(error).splitlines()[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(path: Path | None) -> str:
    return str(path).replace("'", "''")
