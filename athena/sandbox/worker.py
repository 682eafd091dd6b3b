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
    root: Path | None = None
    confined = False
    instance = _Instance()
    while (data := channel.receive()) is not None:
        request = Request.unpacked(data)
        if not confined:
            root, confined = _confine(request), True
        confinement.limit_processor(request.limits.seconds + _GRACE_S)
        channel.send(_answer(request, root, instance))


def _confine(request: Request) -> Path | None:
    """Give up what no query needs; return the folder that became the root, if it did."""
    confinement.die_with_parent()
    confinement.hide()
    confinement.limit_writing()
    confinement.limit_memory(request.limits.memory_mb + _HEADROOM_MB)
    folder = Path(request.database).parent if request.database else None
    entered = folder is not None and confinement.enter(folder)
    return folder if entered else None


class _Instance:
    """The opened file, kept for the next query while it stays sound; each has a connection of its own."""

    def __init__(self) -> None:
        self._key: tuple[str | None, Limits] | None = None
        self._held: duckdb.DuckDBPyConnection | None = None
        self.used = False

    def connection(self, request: Request, root: Path | None) -> duckdb.DuckDBPyConnection:
        """Return a fresh connection to the request's database and schema."""
        key = request.database, request.limits
        if self._held is None or key != self._key or request.database is None:
            self.drop()
            self._held, self._key = _opened(request, root), key
            self.used = False
        cursor = self._held.cursor()
        if request.schema is not None:
            cursor.execute(f"USE {_quoted(request.schema)}")
        return cursor

    def drop(self) -> None:
        """Close the file: a query may have left the instance unusable."""
        held, self._held = self._held, None
        if held is not None:
            held.close()


def _answer(request: Request, root: Path | None, instance: _Instance) -> bytes:
    limits = request.limits
    try:
        return _run_again(request, root, instance)
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


def _run_again(request: Request, root: Path | None, instance: _Instance) -> bytes:
    """Run the query; when memory ran out where others ran before, once more on a fresh instance."""
    try:
        return _run(request, root, instance)
    except (duckdb.OutOfMemoryException, MemoryError):
        if not instance.used:
            raise
    return _run(request, root, instance)


def _run(request: Request, root: Path | None, instance: _Instance) -> bytes:
    try:
        opened = instance.connection(request, root)
    except duckdb.Error as error:
        return wire.encode(["fault", *unopened(error, request.schema)])
    with opened as connection:
        begun = time.perf_counter()
        parameters = dict(request.parameters)
        try:
            connection.execute(request.sql, parameters) if parameters else connection.execute(request.sql)
            answer = _result(connection, request.limits, begun)
        except _HARMLESS:
            raise
        except BaseException:
            instance.drop()
            raise
    instance.used = True
    return answer


def _opened(request: Request, root: Path | None) -> duckdb.DuckDBPyConnection:
    """Open the database with the settings in the order that leaves no gap: nothing can be unlocked later."""
    place = request.database or MEMORY
    if root is not None:
        place = "/" + Path(place).name
    connection = duckdb.connect(place, read_only=request.database is not None)
    for setting in _settings(request.limits):
        connection.execute(setting)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _settings(limits: Limits) -> Sequence[str]:
    return (
        "SET enable_progress_bar = false",
        "SET temp_directory = ''",
        f"SET memory_limit = '{int(limits.memory_mb)}MB'",
        "SET threads = 1",
        "SET GLOBAL max_expression_depth = 250",
        "SET GLOBAL python_enable_replacements = false",
        "SET autoload_known_extensions = false",
        "SET autoinstall_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET allow_persistent_secrets = false",
        "SET GLOBAL TimeZone = 'UTC'",
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
