"""What DuckDB said, as a fault: its kind, one sentence without a path of this machine, and the place."""

from __future__ import annotations

import re

import duckdb

from athena.sandbox.values import FaultKind

Fault = tuple[str, str, int | None, int | None]

_KINDS: tuple[tuple[type[BaseException], FaultKind], ...] = (
    (duckdb.ParserException, FaultKind.SYNTAX),
    (duckdb.SyntaxException, FaultKind.SYNTAX),
    (duckdb.CatalogException, FaultKind.CATALOG),
    (duckdb.BinderException, FaultKind.BINDER),
    (duckdb.InterruptException, FaultKind.TIMEOUT),
    (duckdb.OutOfMemoryException, FaultKind.MEMORY),
    (MemoryError, FaultKind.MEMORY),
)
_PLACE = re.compile(r"^LINE (\d+): (.*)\n( *)\^", re.MULTILINE)
_LABEL = re.compile(r"^[A-Z][A-Za-z -]*? Error: ")
_READ_ONLY = re.compile(r'Cannot execute statement of type "([^"]+)".*read-only', re.DOTALL)
_NO_MEMORY = re.compile(r"out of memory|bad_alloc|failed to allocate|could not allocate", re.IGNORECASE)
_TIMED_OUT = re.compile(r"max_execution_time|execution time limit|INTERRUPT", re.IGNORECASE)
_LONGEST = 400
_UNOPENED = (
    ("lock", "Another program has this database open for writing. Stop it, or read a copy of the file."),
    ("does not exist", "There is no database file at this place."),
    ("not a valid DuckDB", "The file is not a DuckDB database."),
    ("No such file", "There is no database file at this place."),
)
EMPTY = "There is no query yet. Write a SELECT, for example: SELECT * FROM employees"
SEVERAL = "This is more than one statement. Run them one at a time, or remove what follows the semicolon."
READ_ONLY = "This would change something, and the data can only be read here. Write a SELECT instead."
TOO_LONG = "The query is longer than a million characters. Shorten it."
TIMEOUT = "The query took longer than {seconds:g} s and was stopped. Narrow it down and run it again."
MEMORY = (
    "The query needed more than {megabytes} MB of memory and was stopped. Let it hold fewer rows at once."
)
UNSHOWN = (
    "A value cannot be shown or handed over as it is. Cast it to VARCHAR, for example: CAST(x AS VARCHAR)."
)
TOO_DEEP = "The query or its result is nested too deeply. Write it with fewer levels."


def fault_of(error: BaseException, sql: str, seconds: float, megabytes: int) -> Fault:
    """Return (kind, message, line, column) of what was raised while ``sql`` ran; the place counts from 1."""
    said = str(error)
    kind = _kind(error, said)
    if kind is FaultKind.TIMEOUT:
        return kind, TIMEOUT.format(seconds=seconds), None, None
    if kind is FaultKind.MEMORY:
        return kind, MEMORY.format(megabytes=megabytes), None, None
    if kind is FaultKind.WRITE:
        return kind, READ_ONLY, None, None
    if isinstance(error, RecursionError):
        return FaultKind.TOO_LARGE, TOO_DEEP, None, None
    if not isinstance(error, duckdb.Error):
        return kind, UNSHOWN, None, None
    return kind, _sentence(said), *_place(said, sql)


def _kind(error: BaseException, said: str) -> FaultKind:
    if _READ_ONLY.search(said):
        return FaultKind.WRITE
    for raised, kind in _KINDS:
        if isinstance(error, raised):
            return kind
    return FaultKind.MEMORY if _NO_MEMORY.search(said[:_LONGEST]) else FaultKind.RUNTIME


def _sentence(said: str) -> str:
    """Return what was said before the quoted line, without its label and without any stack trace."""
    text = said.split("\n\nLINE ")[0].split("\nLINE ")[0].split("Stack Trace")[0].split("Traceback")[0]
    text = _LABEL.sub("", text.strip())
    return text[:_LONGEST].strip() or "DuckDB could not run the query."


def _place(said: str, sql: str) -> tuple[int | None, int | None]:
    """Return the place the caret points to; a long line is quoted in part, between dots."""
    found = list(_PLACE.finditer(said))
    if not found:
        return None, None
    number, quoted, blanks = found[-1].groups()
    line = int(number)
    column = len(blanks) - len(f"LINE {line}: ") + 1
    if quoted.startswith("..."):
        column += _offset(sql, line, quoted) - 3
    return line, max(column, 1)


def _offset(sql: str, line: int, quoted: str) -> int:
    """Return how many characters of the line the dots in front of its quoted part stand for."""
    lines = sql.split("\n")
    if line > len(lines):
        return 3
    part = quoted.removeprefix("...").removesuffix("...")
    return max(lines[line - 1].find(part), 0)


def unopened(error: duckdb.Error, schema: str | None) -> Fault:
    """Return why the database could not be opened, in words of our own."""
    said = str(error)
    for words, sentence in _UNOPENED:
        if words in said:
            return FaultKind.BROKEN, sentence, None, None
    if schema is not None and isinstance(error, duckdb.CatalogException):
        return FaultKind.CATALOG, f"There is no schema {schema!r} in this database.", None, None
    return FaultKind.BROKEN, "The database cannot be opened for reading.", None, None
