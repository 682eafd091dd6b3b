"""The sandbox: hands each query to a child it can kill, and turns every end into a table or a fault."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from athena.sandbox import wire
from athena.sandbox.channels import ClosedError, LargeError, LateError
from athena.sandbox.classifying import check
from athena.sandbox.messages import MEMORY, TIMEOUT
from athena.sandbox.process import Child, ZygoteProcess
from athena.sandbox.spawned import SpawnedChild
from athena.sandbox.values import Cancel, Column, FaultKind, Limits, Query, QueryFault, Table
from athena.sandbox.worker import Request

_GRACE_S = 1.0
_SPARE_BYTES = 1 << 16
_TRIES = 2
_ABORTED, _KILLED, _OUT_OF_TIME = 6, 9, 24
_CRASHED = (
    "The query made DuckDB stop. It may be nested too deeply or be too long: write it with fewer parts."
)
_NO_START = "The sandbox for queries cannot be started on this machine. Please tell the administrator."
_CLOSED = "Athena is shutting down. Start it again to run queries."


class Sandbox:
    """Runs untrusted SQL, ``at_once`` queries at a time; more wait. Thread-safe.

    Its zygote is started by the first query and again when it died. Without ``forking`` (where the system has
    no such thing) every caller gets a process started for it, with the same settings.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 - immutable
        *,
        at_once: int = 4,
        forking: bool = hasattr(os, "fork"),
    ) -> None:
        self.limits = limits
        self._forking = forking
        self._slots = _Slots(at_once)
        self._lock = threading.Lock()
        self._zygote: ZygoteProcess | None = None
        self._closed = False

    def run(
        self,
        database: Path | None,
        query: Query,
        *,
        limits: Limits | None = None,
        cancel: Cancel | None = None,
    ) -> Table:
        """Run one query on the file ``database`` (None: on nothing). Raises QueryFault."""
        cancel = cancel or Cancel()
        with self._slots.one(cancel):
            run = _Run(self, database, limits or self.limits, cancel)
            with contextlib.closing(run):
                return run.table(query)

    def run_each(
        self,
        database: Path | None,
        queries: Sequence[Query],
        *,
        limits: Limits | None = None,
        cancel: Cancel | None = None,
    ) -> list[Table | QueryFault]:
        """Run the queries one after another, each within ``limits``; what one did is gone for the next.

        They share one child; when it has to be killed the rest run in a new one. Raises QueryFault only when
        it is cancelled while it waits for its turn; later the queries that are left end in that fault.
        """
        with self.running(database, limits=limits, cancel=cancel) as outcome:
            return [outcome(query) for query in queries]

    @contextlib.contextmanager
    def running(
        self, database: Path | None, *, limits: Limits | None = None, cancel: Cancel | None = None
    ) -> Iterator[Callable[[Query], Table | QueryFault]]:
        """Give what runs one query after another as ``run_each`` does, for callers that decide as they go."""
        cancel = cancel or Cancel()
        with self._slots.one(cancel):
            run = _Run(self, database, limits or self.limits, cancel)
            with contextlib.closing(run):
                yield run.outcome

    def close(self) -> None:
        """End the zygote and every query that runs."""
        with self._lock:
            self._closed = True
            zygote, self._zygote = self._zygote, None
        if zygote:
            zygote.close()

    @property
    def pid(self) -> int | None:
        """The zygote's process id, None before the first query."""
        return self._zygote.pid if self._zygote else None

    def child(self, largest: int) -> Child | SpawnedChild:
        """Return a new child, forked by a new zygote when the old one died. Raises QueryFault."""
        if not self._forking:
            return self._spawned(largest)
        for _ in range(_TRIES):
            zygote = self._living()
            try:
                return zygote.child(largest)
            except OSError:
                self.forget(zygote)
        raise QueryFault(FaultKind.BROKEN, _NO_START)

    def forget(self, zygote: ZygoteProcess | None = None) -> None:
        """Start anew at the next query."""
        with self._lock:
            if zygote is None or zygote is self._zygote:
                zygote, self._zygote = self._zygote, None
        if zygote:
            zygote.close()

    def _spawned(self, largest: int) -> SpawnedChild:
        if self._closed:
            raise QueryFault(FaultKind.BROKEN, _CLOSED)
        try:
            return SpawnedChild(largest)
        except OSError as error:
            raise QueryFault(FaultKind.BROKEN, _NO_START) from error

    def _living(self) -> ZygoteProcess:
        with self._lock:
            if self._closed:
                raise QueryFault(FaultKind.BROKEN, _CLOSED)
            if self._zygote is None:
                self._zygote = ZygoteProcess()
            return self._zygote


class _Run:
    """Queries on one database, in one child as long as it lives."""

    def __init__(self, sandbox: Sandbox, database: Path | None, limits: Limits, cancel: Cancel) -> None:
        self._sandbox = sandbox
        self._database = str(database.resolve()) if database else None
        self._limits, self._cancel = limits, cancel
        self._child: Child | SpawnedChild | None = None

    def outcome(self, query: Query) -> Table | QueryFault:
        try:
            return self.table(query)
        except QueryFault as fault:
            return fault

    def table(self, query: Query) -> Table:
        """Run one query. Raises QueryFault."""
        self._cancel.check()
        check(query.sql)
        request = Request(self._database, query.sql, query.schema, query.parameters, self._limits)
        answer = self._ask(request.packed())
        try:
            return _table(wire.decode(answer))
        except wire.WireError as error:
            self.close()
            raise QueryFault(FaultKind.BROKEN, _CRASHED) from error

    def close(self) -> None:
        child, self._child = self._child, None
        if child:
            child.close()

    def _ask(self, data: bytes) -> bytes:
        """Return the child's answer; a zygote that died meanwhile is replaced once."""
        for _ in range(_TRIES):
            child = self._child = self._child or self._sandbox.child(self._limits.result_bytes + _SPARE_BYTES)
            answer = self._watched(child, data)
            if answer is not None:
                return answer
            killer = child.killer()
            self.close()
            self._cancel.check()
            if killer is not None:
                raise self._killed(killer)
            self._sandbox.forget()
        raise QueryFault(FaultKind.BROKEN, _NO_START)

    def _watched(self, child: Child | SpawnedChild, data: bytes) -> bytes | None:
        """Return the answer, None when the child died of itself or was cancelled."""
        try:
            with self._cancel.calling(child.kill):
                return child.ask(data, self._limits.seconds + _GRACE_S)
        except ClosedError:
            return None
        except LateError as error:
            self.close()
            raise self._timeout() from error
        except LargeError as error:
            self.close()
            raise QueryFault(FaultKind.TOO_LARGE, "The result is too large. Select fewer rows.") from error

    def _killed(self, killer: int) -> QueryFault:
        if killer == _OUT_OF_TIME:
            return self._timeout()
        if killer in (_KILLED, _ABORTED):
            return QueryFault(FaultKind.MEMORY, MEMORY.format(megabytes=self._limits.memory_mb))
        return QueryFault(FaultKind.BROKEN, _CRASHED)

    def _timeout(self) -> QueryFault:
        return QueryFault(FaultKind.TIMEOUT, TIMEOUT.format(seconds=self._limits.seconds))


def _table(answer: object) -> Table:
    """Return the table an answer holds. Raises QueryFault for a fault, WireError for nonsense."""
    parts: Any = answer
    try:
        if parts[0] == "fault":
            _, name, message, line, column = parts
            raise QueryFault(FaultKind(name), str(message), line, column)
        _, columns, rows, (truncated, elapsed, memory) = parts
        named = tuple(Column(str(name), str(type_)) for name, type_ in columns)
        return Table(named, tuple(map(tuple, rows)), bool(truncated), float(elapsed), memory)
    except (TypeError, ValueError, LookupError) as error:
        raise wire.WireError("neither a table nor a fault") from error


class _Slots:
    """Places for queries that run at once."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def one(self, cancel: Cancel) -> Iterator[None]:
        """Wait for a place and hold it. Raises the fault of a cancelled query while it waits."""
        with cancel.calling(self._notify), self._changed:
            self._changed.wait_for(lambda: self._free > 0 or cancel.cancelled)
            cancel.check()
            self._free -= 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify()

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
