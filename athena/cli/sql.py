"""``python3 -m athena sql``: run SQL in the sandbox, on a snapshot of the data or on a database file."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from athena.cli.tables import as_lines, as_object, error_object
from athena.config import Settings, read_settings
from athena.errors import BusyError, InputError
from athena.parts import query_limits
from athena.sandbox.sandbox import Sandbox
from athena.sandbox.values import FaultKind, Query, QueryFault, Table
from athena.services.snapshots import Snapshot, Snapshots, folder_of, of_running_app
from athena.store.database import Database

_LONGEST = 10_000_000
_AT_ONCE = 4
_IS_STORE = Query("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version'")


def main(arguments: list[str]) -> int:
    """Run one statement, or one for every line of a file; return 1 when a single one fails."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if (options.sql is None) == (options.batch is None):
        parser.error("give one statement (or - for standard input), or --batch FILE")
    settings = read_settings()
    sandbox = Sandbox(query_limits(settings), at_once=min(_AT_ONCE, os.cpu_count() or 1))
    with contextlib.closing(sandbox), contextlib.ExitStack() as stack:
        source = stack.enter_context(_source(options.database, settings, sandbox))
        runner = Runner(sandbox, source)
        if options.batch:
            return _batch(runner, options.batch)
        return _single(runner, _statement(options.sql), dict(options.param), json_wanted=options.json)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs statements on one source."""

    sandbox: Sandbox
    source: Snapshot

    def run(self, sql: str, parameters: Mapping[str, object]) -> Table:
        """Return the result. Raises QueryFault."""
        return self.sandbox.run(self.source.path, Query(sql, parameters=parameters))

    def line(self, text: str) -> str:
        """Return the JSON line that answers one line of a batch file."""
        try:
            sql, parameters = _request(text)
            answer = as_object(self.run(sql, parameters), self.source.as_of)
        except (QueryFault, InputError) as error:
            answer = error_object(error)
        return json.dumps(answer, ensure_ascii=False)


def _single(runner: Runner, sql: str, parameters: Mapping[str, object], *, json_wanted: bool) -> int:
    try:
        table = runner.run(sql, parameters)
    except QueryFault as fault:
        if json_wanted:
            print(json.dumps(error_object(fault), ensure_ascii=False))
        else:
            print(f"athena: {_where(fault)}{fault.message}", file=sys.stderr)
        return 1
    if json_wanted:
        print(json.dumps(as_object(table, runner.source.as_of), ensure_ascii=False))
    else:
        print("\n".join(as_lines(table, runner.source.as_of, datetime.now(UTC))))
    return 0


def _where(fault: QueryFault) -> str:
    return "" if fault.line is None else f"line {fault.line}, column {fault.column}: "


def _batch(runner: Runner, path: Path) -> int:
    """Print one line of JSON for each line, in their order, whatever becomes of it."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for answer in pool.map(runner.line, [line for line in lines if line.strip()]):
            print(answer, flush=True)
    return 0


def _request(text: str) -> tuple[str, Mapping[str, object]]:
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError('The line is not JSON. Write {"sql": "SELECT …"}.') from error
    if not isinstance(asked, dict) or not isinstance(asked.get("sql"), str):
        raise InputError('The line has no "sql". Write {"sql": "SELECT …"}.')
    parameters = asked.get("params") or asked.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise InputError('"params" is not an object. Write {"sql": "SELECT $n", "params": {"n": 1}}.')
    return asked["sql"], parameters


@contextlib.contextmanager
def _source(database: Path | None, settings: Settings, sandbox: Sandbox) -> Iterator[Snapshot]:
    """Yield what is read: a snapshot of Athena's own data, or another file as it is."""
    if database is None:
        yield _of_settings(settings.database_path)
        return
    if not database.is_file():
        raise InputError(f"There is no file {database}. Name a DuckDB database.")
    with tempfile.TemporaryDirectory(prefix="athena-sql-") as folder:
        yield _of_file(database.resolve(), sandbox, Path(folder))


def _of_settings(path: Path) -> Snapshot:
    folder = folder_of(path)
    try:
        return _made(path, folder)
    except BusyError:
        return of_running_app(folder)


def _of_file(path: Path, sandbox: Sandbox, folder: Path) -> Snapshot:
    """Return the file itself; of a store of Athena's, which holds more than may be shown, a snapshot."""
    try:
        is_store = sandbox.run(path, _IS_STORE).rows[0][0]
    except QueryFault as fault:
        if fault.kind is not FaultKind.BROKEN or not folder_of(path).exists():
            raise
        return of_running_app(folder_of(path))
    if not is_store:
        return Snapshot(path, datetime.now(UTC))
    copy = folder / "copy.duckdb"
    shutil.copyfile(path, copy)
    log = path.with_name(path.name + ".wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + ".wal"))
    return _made(copy, folder / "snapshots")


def _made(path: Path, folder: Path) -> Snapshot:
    database = Database.open(path, folders=[folder])
    try:
        return Snapshots(database, folder).latest()
    finally:
        database.close()


def _statement(word: str) -> str:
    if word != "-":
        return word
    raw = sys.stdin.buffer.read(_LONGEST + 1)
    if len(raw) > _LONGEST:
        raise InputError(f"The statement is longer than {_LONGEST} bytes.")
    return raw.decode("utf-8", "replace")


def _parameter(text: str) -> tuple[str, object]:
    """Read ``name=value``; a JSON scalar (5, 1.5, true, null, "5") is that value, all else is text."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"write name=value, not {text!r}")
    with contextlib.suppress(ValueError, RecursionError):
        read = json.loads(value)
        return name, value if isinstance(read, dict | list) else read
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena sql", description=__doc__)
    parser.add_argument("sql", nargs="?", help="the statement, or - to read it from standard input")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--param", action="append", type=_parameter, default=[], help="name=value: fills $name"
    )
    parser.add_argument("--batch", type=Path, help='file with one {"sql": …, "params": {…}} a line')
    parser.add_argument("--database", type=Path, help="another DuckDB file to read")
    return parser
