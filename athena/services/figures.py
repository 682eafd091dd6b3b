"""Figures read from the copies of the data, kept while the data stays."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from athena.services.copies import Copies
from athena.services.snapshots import Snapshots
from athena.store.analytics import SnapshotReader, in_full

_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class Figure:
    """Rows with the names of their columns, and the query behind them as the SQL editor runs it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    sql: str

    def column(self, name: str) -> list[Any]:
        """Return the values of one column."""
        position = self.columns.index(name)
        return [row[position] for row in self.rows]

    def records(self) -> list[dict[str, Any]]:
        """Return the rows by name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Figures:
    """Reads either copy with a reader of its own and keeps what was read last. Thread-safe."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._readers = {False: SnapshotReader(), True: SnapshotReader()}
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Figure] = OrderedDict()

    def close(self) -> None:
        """Let go of the data, in files and in memory; what is asked then is read anew."""
        with self._lock:
            self._kept.clear()
        for reader in self._readers.values():
            reader.close()

    def as_of(self, *, masked: bool) -> datetime:
        """Return the moment (UTC) that a copy shows."""
        return self._copy(masked=masked).latest().as_of

    def read(self, sql: str, params: tuple[object, ...], *, masked: bool) -> Figure:
        """Return what a query finds, in the copy with pseudonyms when ``masked``."""
        snapshot = self._copy(masked=masked).latest()
        key = (masked, snapshot.as_of, sql, params)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        columns, rows = self._readers[masked].read(snapshot.path, snapshot.as_of, sql, params)
        figure = Figure(columns, rows, in_full(sql, params).strip())
        with self._lock:
            self._kept[key] = figure
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return figure

    def _copy(self, *, masked: bool) -> Snapshots:
        return self._copies.masked if masked else self._copies.named
