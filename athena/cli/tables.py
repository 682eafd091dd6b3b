"""Results of queries, printed: as JSON for programs, as a table for people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from athena.errors import AthenaError
from athena.sandbox.values import Table

_WIDEST = 60


def as_object(table: Table, as_of: datetime) -> dict[str, object]:
    """Return the result as JSON has it: decimals are numbers where a double holds them, NaN is text."""
    return {
        "columns": [{"name": column.name, "type": column.type} for column in table.columns],
        "rows": [[plain(value) for value in row] for row in table.rows],
        "truncated": table.truncated,
        "elapsed_ms": round(table.elapsed_ms, 3),
        "snapshot_at": as_of.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def error_object(error: AthenaError) -> dict[str, object]:
    """Return the error as JSON has it; line and column count from 1 and are null without a place."""
    place = {"line": getattr(error, "line", None), "column": getattr(error, "column", None)}
    return {"error": {"message": error.message, **place}}


def plain(value: object) -> object:
    """Return a value of JSON's own types."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    return value


def _number(value: Decimal) -> float | str:
    """Return a decimal as the double that is written the same, else as text."""
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def as_lines(table: Table, as_of: datetime, now: datetime) -> list[str]:
    """Return the result as aligned lines, with a last line that says how much it is and how old."""
    names = [_cell(column.name) for column in table.columns]
    cells = [[_cell(value) for value in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    rule = "  ".join("-" * width for width in widths)
    body = [_row(names, widths), rule, *(_row(row, widths) for row in cells)] if names else []
    return [*body, "", _summary(table, as_of, now)]


def _row(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    text = "NULL" if value is None else str(plain(value))
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _summary(table: Table, as_of: datetime, now: datetime) -> str:
    count = len(table.rows)
    rows = f"{count} row{'' if count == 1 else 's'}{', more were cut off' if table.truncated else ''}"
    age = max(round((now - as_of).total_seconds()), 0)
    return f"{rows}, {table.elapsed_ms:.1f} ms, data as of {as_of:%Y-%m-%d %H:%M:%S} UTC ({age} s ago)"
