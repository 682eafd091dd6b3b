"""The database: one DuckDB instance, a cursor for every call, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self
from uuid import UUID

import duckdb

from athena.errors import StoreError
from athena.store.migrating import MIGRATIONS, migrate
from athena.store.opening import connect, explain, locate
from athena.store.readers import Readers
from athena.store.rewriting import check_mark, copy_beside, forget, fresh_beside, swap, write_copy

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Params = Sequence[object]


class Reader(Protocol):
    """Whatever answers a query: the database, or a transaction that also sees its own writes."""

    def read(self, sql: str, params: Params = ()) -> list[Row]:
        """Return the rows as dictionaries."""


class Transaction:
    """One write transaction: all of it is committed, or none."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def read(self, sql: str, params: Params = ()) -> list[Row]:
        """Return the rows as dictionaries; ids come back as text."""
        return _rows(self._cursor, sql, params)

    def run(self, sql: str, params: Params = ()) -> None:
        """Run a statement for its effect."""
        self._cursor.execute(sql, params)

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Insert one row. Names of tables and columns come from this program, never from people."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 - own names

    def append(self, table: str, frame: pa.Table) -> None:
        """Insert many rows at once: the columns of an Arrow table go into those of the same name."""
        self._cursor.register("appended", frame)
        try:
            self.run(f"INSERT INTO {table} BY NAME SELECT * FROM appended")  # noqa: S608 - own names
        finally:
            self._cursor.unregister("appended")

    def upsert(self, table: str, key: Sequence[str], values: Mapping[str, object]) -> None:
        """Insert one row, or replace the other columns of the row that has the same ``key``."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        changes = ", ".join(f"{name} = excluded.{name}" for name in values if name not in key)
        self.run(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) "  # noqa: S608 - own names
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}",
            list(values.values()),
        )


class Database:
    """An open database. Thread-safe; every method may be called from any thread."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: Path | None, folders: Sequence[Path] = ()
    ) -> None:
        self._connection = connection
        self._path, self._folders = path, folders
        self._readers = Readers()
        self._copying = threading.Lock()
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._version = self._writes = 0

    @classmethod
    def open(
        cls, location: str | Path, *, folders: Sequence[Path] = (), migrations: Path = MIGRATIONS
    ) -> Self:
        """Open (or create) the database and bring its schema up to date.

        ``location`` is a path, ``duckdb:///path`` or ``:memory:``; ``folders`` are the only places SQL may
        write to (backups, snapshots). Raises StoreError, BusyError or MigrationError.
        """
        path = locate(location)
        connection = connect(path, folders)
        database = cls(connection, path, folders)
        try:
            for left in (fresh_beside(path), copy_beside(path)) if path else ():
                forget(left)
            migrate(database, migrations)
        except BaseException:
            connection.close()
            raise
        return database

    @property
    def data_version(self) -> int:
        """How many write transactions were committed since the database was opened: a key for caches."""
        return self._version

    @property
    def writes(self) -> int:
        """How many write transactions of any kind were committed: while it stays, so does every row."""
        return self._writes

    def close(self) -> None:
        """Write everything to the file and let go of it; waits for a running transaction."""
        with self._writing:
            self._connection.close()

    def read(self, sql: str, params: Params = ()) -> list[Row]:
        """Return the rows as dictionaries; ids come back as text."""
        with self._explained(), self._cursor() as cursor:
            return _rows(cursor, sql, params)

    @contextmanager
    def transaction(self, *, shown: bool = True) -> Iterator[Transaction]:
        """Hold the writer lock for one transaction: committed at the end, or nothing of it after an error.

        ``shown`` False is for what no copy and no figure shows: the data version stays.
        """
        if self._writer == threading.get_ident():
            raise StoreError(
                "A write was started inside another one. Please report this as a fault of Athena."
            )
        with self._writing, self._explained(), self._cursor() as cursor:
            self._writer = threading.get_ident()
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield Transaction(cursor)
                cursor.execute("COMMIT")
                self._version += shown
                self._writes += 1
            finally:
                self._writer = None

    @contextmanager
    def attached(self, path: Path, alias: str) -> Iterator[Transaction]:
        """Open another file as ``alias`` for one transaction that reads here and writes there alone.

        The file lies below one of the folders the database was opened with. No writer waits for it. Raises
        StoreError; nothing is written then.
        """
        with self._explained(), self._cursor() as cursor:
            quoted = str(path.resolve()).replace("'", "''")
            cursor.execute(f"ATTACH '{quoted}' AS {alias}")
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield Transaction(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.execute(f"DETACH {alias}")

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """Lend a file that holds everything, as of one moment, and remove it afterwards. No writer waits.

        Raises StoreError, also for a database in memory.
        """
        if self._path is None:
            raise StoreError("A database in memory has no file that could be copied.")
        target = copy_beside(self._path)
        with self._copying:
            try:
                with self._explained(), self._readers.together():
                    write_copy(self._connection, target)
                yield target
            finally:
                forget(target)

    def compact(self) -> None:
        """Write the file anew, so that nothing is left in it of rows that were deleted. Everybody waits.

        Raises StoreError; the file is then as it was.
        """
        if self._path is None:
            return
        with self._writing, self._readers.alone(), self._explained():
            mark = ""
            try:
                mark = swap(self._connection, self._path)
            except OSError as error:
                raise StoreError(
                    f"The database {self._path} cannot be written anew: {error.strerror}."
                ) from error
            finally:
                with suppress(OSError):
                    forget(fresh_beside(self._path))
                if mark or self._closed():
                    self._connection = connect(self._path, self._folders)
            check_mark(self._connection, mark)

    def _closed(self) -> bool:
        try:
            self._connection.execute("SELECT 1")
        except duckdb.ConnectionException:
            return True
        return False

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._readers.together(), self._connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise explain(self._path, error) from error


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, params: Params) -> list[Row]:
    cursor.execute(sql, params)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value
