"""What goes into the sandbox and what comes out: plain values, no process and no driver."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from athena.errors import AthenaError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: time, memory beyond that of an idle child, rows and encoded bytes returned."""

    seconds: float = 10.0
    memory_mb: int = 512
    rows: int = 10_000
    result_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result; ``type`` is DuckDB's name, such as ``DECIMAL(18,3)``."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """A result. ``truncated``: there were more rows than the limits let through.

    Values are None, bool, int, float (NaN and infinities too), Decimal, str, bytes, date, time, datetime,
    timedelta, list and dict. ``memory_kb`` is the most the child ever held, None where that is not known.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    truncated: bool
    elapsed_ms: float
    memory_kb: int | None


class FaultKind(StrEnum):
    """Why there is no result."""

    EMPTY = "empty"
    SYNTAX = "syntax"
    SEVERAL = "several"
    WRITE = "write"
    CATALOG = "catalog"
    BINDER = "binder"
    RUNTIME = "runtime"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    TOO_LARGE = "too_large"
    CANCELLED = "cancelled"
    BROKEN = "broken"


class QueryFault(AthenaError):  # noqa: N818 - a result of running, as Table is
    """A query that gave no result; ``line`` and ``column`` count from 1, None where there is no place."""

    title = "The query did not run"

    def __init__(
        self, kind: FaultKind, message: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Query:
    """One statement; names are looked up in ``schema`` first, ``$name`` is bound from ``parameters``."""

    sql: str
    schema: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


class Cancel:
    """Ends a query from another thread: at once when it runs, before it begins when it waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled

    def cancel(self) -> None:
        """End what runs with it; calling it again does nothing."""
        with self._lock:
            self._cancelled = True
            listeners, self._listeners = self._listeners, []
        for listener in listeners:
            listener()

    @contextmanager
    def calling(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call ``listener`` once, from the cancelling thread, should it be cancelled inside the block."""
        with self._lock:
            waiting = not self._cancelled
            if waiting:
                self._listeners.append(listener)
        if not waiting:
            listener()
        try:
            yield
        finally:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

    def check(self) -> None:
        """Raise the fault of a cancelled query when it was cancelled."""
        if self._cancelled:
            raise_cancelled()


def raise_cancelled() -> NoReturn:
    """Raise the fault of a cancelled query."""
    raise QueryFault(FaultKind.CANCELLED, "The query was cancelled.")
