"""The child: it takes one query after another, runs each on a connection of its own, and answers."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from athena.sandbox import confinement, wire
from athena.sandbox.messages import TOO_DEEP, fault_of, unopened
from athena.sandbox.values import FaultKind, Limits

MEMORY = ":memory:"
_CHUNK = 256
_HEADROOM_MB = 160
_GRACE_S = 2


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
    root: Path | None = None
    confined = False
    while (data := channel.receive()) is not None:
        request = Request.unpacked(data)
        if not confined:
            root, confined = _confine(request), True
        confinement.limit_processor(request.limits.seconds + _GRACE_S)
        channel.send(_answer(request, root))


def _confine(request: Request) -> Path | None:
    """Give up what no query needs; return the folder that became the root, if it did."""
    confinement.die_with_parent()
    confinement.hide()
    confinement.limit_writing()
    confinement.limit_memory(request.limits.memory_mb + _HEADROOM_MB)
    folder = Path(request.database).parent if request.database else None
    entered = folder is not None and confinement.enter(folder)
    return folder if entered else None


def _answer(request: Request, root: Path | None) -> bytes:
    limits = request.limits
    try:
        return _run(request, root)
    except RecursionError:
        return wire.encode(["fault", FaultKind.TOO_LARGE, TOO_DEEP, None, None])
    except BaseException as error:  # noqa: BLE001 - whatever happens in here is an answer, not a trace
        fault = fault_of(error, request.sql, limits.seconds, limits.memory_mb)
        return wire.encode(["fault", *_scrubbed(fault, request.database)])


def _scrubbed(fault: tuple[Any, ...], database: str | None) -> tuple[Any, ...]:
    kind, message, *place = fault
    if database:
        message = message.replace(database, "the database").replace(str(Path(database).parent), "")
    return (kind, message.replace(sys.prefix, ""), *place)


def _run(request: Request, root: Path | None) -> bytes:
    try:
        opened = _opened(request, root)
    except duckdb.Error as error:
        return wire.encode(["fault", *unopened(error, request.schema)])
    with opened as connection:
        begun = time.perf_counter()
        parameters = dict(request.parameters)
        connection.execute(request.sql, parameters) if parameters else connection.execute(request.sql)
        return _result(connection, request.limits, begun)


def _opened(request: Request, root: Path | None) -> duckdb.DuckDBPyConnection:
    """Open the database with the settings in the order that leaves no gap: nothing can be unlocked later."""
    place = request.database or MEMORY
    if root is not None:
        place = "/" + Path(place).name
    connection = duckdb.connect(place, read_only=request.database is not None)
    for setting in _settings(request.limits):
        connection.execute(setting)
    if request.schema is not None:
        connection.execute(f"USE {_quoted(request.schema)}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _settings(limits: Limits) -> Sequence[str]:
    return (
        "SET enable_progress_bar = false",
        "SET temp_directory = ''",
        f"SET memory_limit = '{int(limits.memory_mb)}MB'",
        "SET threads = 1",
        "SET max_expression_depth = 250",
        "SET python_enable_replacements = false",
        "SET autoload_known_extensions = false",
        "SET autoinstall_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET allow_persistent_secrets = false",
        "SET TimeZone = 'UTC'",
        f"SET max_execution_time = {int(limits.seconds * 1000)}",
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


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
