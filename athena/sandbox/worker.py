"""The child: it takes one query after another, runs each on a connection of its own, and answers."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from athena.sandbox import confinement, syscalls, wire
from athena.sandbox.messages import EMPTY, READ_ONLY, SEVERAL, TOO_DEEP, fault_of, unopened
from athena.sandbox.opening import Instance
from athena.sandbox.values import FaultKind, Limits

_CHUNK = 256
_HEADROOM_MB, _TO_OPEN_MB = 192, 4096
_GRACE_S = 2
_FILE_WRITERS = (
    duckdb.StatementType.COPY,
    duckdb.StatementType.EXPORT,
    duckdb.StatementType.COPY_DATABASE,
)
_HARMLESS = (
    duckdb.ParserException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
)


class Channel(Protocol):
    """Both directions of frames."""

    def receive(self) -> bytes | None:
        """Return the next frame's content, None at the end."""

    def send(self, data: bytes) -> None:
        """Send one frame."""


@dataclass(frozen=True, slots=True)
class Request:
    """One query with everything that bounds it."""

    database: str | None
    sql: str
    schema: str | None
    parameters: Mapping[str, object]
    limits: Limits

    def packed(self) -> bytes:
        """Return the request as a frame's content."""
        limits = self.limits
        bounds = [limits.seconds, limits.memory_mb, limits.rows, limits.result_bytes]
        return wire.encode([self.database, self.sql, self.schema, dict(self.parameters), bounds])

    @classmethod
    def unpacked(cls, data: bytes) -> Request:
        """Return the request a frame holds."""
        parts: Any = wire.decode(data)
        database, sql, schema, parameters, bounds = parts
        return cls(database, sql, schema, parameters, Limits(*bounds))


def serve(channel: Channel) -> None:
    """Answer requests until the channel ends. The confinement is that of the first one."""
    instance = Instance()
    rooted: bool | None = None
    while (data := channel.receive()) is not None:
        request = Request.unpacked(data)
        rooted = _confine(request) if rooted is None else rooted
        confinement.limit_processor(request.limits.seconds + _GRACE_S)
        channel.send(_answer(request, instance, rooted=rooted))


def _confine(request: Request) -> bool:
    """Give up what no query needs; return whether the database's folder became the root."""
    confinement.give_way()
    confinement.die_with_parent()
    confinement.hide()
    confinement.limit_writing()
    confinement.limit_memory(_TO_OPEN_MB)
    rooted = request.database is not None and confinement.enter(Path(request.database).parent)
    syscalls.only_reading()
    return rooted


def _answer(request: Request, instance: Instance, *, rooted: bool) -> bytes:
    limits = request.limits
    try:
        return _run(request, instance, rooted=rooted)
    except RecursionError:
        return _fault(FaultKind.TOO_LARGE, TOO_DEEP)
    except BaseException as error:  # noqa: BLE001 - whatever happens in here is an answer, not a trace
        fault = fault_of(error, request.sql, limits.seconds, limits.memory_mb)
        return wire.encode(["fault", *_scrubbed(fault, request.database)])


def _scrubbed(fault: tuple[Any, ...], database: str | None) -> tuple[Any, ...]:
    kind, message, *place = fault
    if database:
        message = message.replace(database, "the database").replace(str(Path(database).parent), "")
    return (kind, message.replace(sys.prefix, ""), *place)


def _fault(kind: FaultKind, message: str) -> bytes:
    return wire.encode(["fault", kind, message, None, None])


def _run(request: Request, instance: Instance, *, rooted: bool) -> bytes:
    limits = request.limits
    try:
        opened = instance.connection(request.database, limits, request.schema, rooted=rooted)
    except duckdb.Error as error:
        return wire.encode(["fault", *unopened(error, request.schema)])
    confinement.limit_memory(limits.memory_mb + _HEADROOM_MB)
    try:
        with opened as connection:
            begun = time.perf_counter()
            return _execute(connection, request, instance) or _result(connection, limits, begun)
    except _HARMLESS:
        raise
    except BaseException:
        instance.drop()
        raise
    finally:
        confinement.limit_memory(_TO_OPEN_MB)


def _execute(connection: duckdb.DuckDBPyConnection, request: Request, instance: Instance) -> bytes | None:
    """Run the statement; return the fault of what DuckDB's own parser finds to be several or a file's."""
    statements = connection.extract_statements(request.sql)
    if len(statements) != 1:
        return _fault(FaultKind.SEVERAL, SEVERAL) if statements else _fault(FaultKind.EMPTY, EMPTY)
    [statement] = statements
    if statement.type in _FILE_WRITERS:
        return _fault(FaultKind.WRITE, READ_ONLY)
    if statement.type != duckdb.StatementType.SELECT:
        instance.forget()
    parameters = dict(request.parameters)
    connection.execute(statement, parameters) if parameters else connection.execute(statement)
    return None


def _result(connection: duckdb.DuckDBPyConnection, limits: Limits, begun: float) -> bytes:
    """Fetch until the rows, or the bytes they are sent in, are used up; one row more tells what was cut."""
    columns = wire.encode([[entry[0], str(entry[1])] for entry in connection.description or ()])
    room = limits.result_bytes - len(columns)
    if room < 0:
        return _too_large(limits)
    rows = _Rows(limits.rows, room)
    while chunk := connection.fetchmany(min(_CHUNK, limits.rows + 1)):
        if not rows.take(chunk):
            break
    if rows.truncated and not rows.encoded:
        return _too_large(limits)
    tail = wire.encode([rows.truncated, 1000 * (time.perf_counter() - begun), confinement.peak_memory_kb()])
    return b'["table",%b,[%b],%b]' % (columns, b",".join(rows.encoded), tail)


def _too_large(limits: Limits) -> bytes:
    size = f"{limits.result_bytes / 1e6:g} MB"
    words = f"One row of the result is larger than {size}. Select fewer or shorter columns."
    return wire.encode(["fault", FaultKind.TOO_LARGE, words, None, None])


class _Rows:
    """Encoded rows, never more than fit."""

    def __init__(self, count: int, room: int) -> None:
        self._left, self._room = count, room
        self.encoded: list[bytes] = []
        self.truncated = False

    def take(self, chunk: list[Any]) -> bool:
        """Keep what fits of ``chunk``; False when something did not."""
        if len(chunk) > self._left:
            chunk, self.truncated = chunk[: self._left], True
        self._left -= len(chunk)
        whole = wire.encode(chunk)[1:-1]
        if len(whole) < self._room:
            self._keep(whole)
            return not self.truncated
        self.truncated = True
        for row in chunk:
            one = wire.encode(row)
            if len(one) >= self._room:
                break
            self._keep(one)
        return False

    def _keep(self, data: bytes) -> None:
        if data:
            self.encoded.append(data)
            self._room -= len(data) + 1
