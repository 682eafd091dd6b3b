"""Aggregates for the insights, read from the newest snapshot in this process.

The queries are this program's own, so they need no sandbox; they name the snapshot's tables, so that the very
same text can be opened in the SQL editor.
"""

from __future__ import annotations

import math
import os
import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import duckdb

Params = Sequence[object]
Found = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]
"""The names of the columns, and the rows."""


class SnapshotReader:
    """Reads one state of the data at a time; a newer file is opened when there is one. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._state: object = None

    def read(self, path: Path, state: object, sql: str, params: Params = ()) -> Found:
        """Return what a query finds in the file ``path``, which is opened anew when ``state`` moved."""
        with self._opened(path, state).cursor() as cursor:
            cursor.execute(sql, list(params))
            names = tuple(column[0] for column in cursor.description or ())
            return names, tuple(tuple(map(_plain, row)) for row in cursor.fetchall())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection, self._state = None, None

    def _opened(self, path: Path, state: object) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._connection is None or state != self._state:
                self._connection, self._state = _open(path), state
            return self._connection


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a file under a name of its own: DuckDB takes two files of one path for the same one."""
    own = path.with_name(f"reading-{uuid4().hex}.duckdb")
    try:
        os.link(path, own)
    except OSError:
        shutil.copyfile(path, own)
    try:
        return duckdb.connect(str(own), read_only=True)
    finally:
        with suppress(OSError):  # Windows keeps an open file; the folder is emptied with the next snapshot
            own.unlink()


def in_full(sql: str, params: Params) -> str:
    """Return the query with its values written into it, as it can be run in the SQL editor."""
    head, *rest = sql.split("?")
    return head + "".join(f"{_literal(value)}{part}" for value, part in zip(params, rest, strict=True))


def _plain(value: object) -> object:
    """Return ids as text, and None for what is not a number."""
    if isinstance(value, float) and math.isnan(value):
        return None
    return str(value) if isinstance(value, UUID) else value


def _literal(value: object) -> str:
    if isinstance(value, date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"
