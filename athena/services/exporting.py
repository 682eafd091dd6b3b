"""A table as a file people take away: CSV, JSON, Parquet or XLSX, made of plain values."""

from __future__ import annotations

import csv
import io
import json
import math
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from unicodedata import combining, normalize

import pandas as pd
import xlsxwriter

Rows = Sequence[Sequence[object]]
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that spreadsheets take for a formula: OWASP's list, with the wide forms of East Asia."""
_EXCEL_ROWS: Final = 1_048_575
_EXCEL_TEXT: Final = 32_767
_EXCEL_EXACT: Final = 10**15


class Format(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out."""

    name: str
    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that is shown, as plain values; ``title`` tells in a few words what it holds."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @classmethod
    def of(cls, title: str, records: Sequence[Mapping[str, object]]) -> Sheet:
        """Return records as a table; each has the columns of the first one."""
        columns = tuple(records[0]) if records else ()
        return cls(title, columns, tuple(tuple(record[name] for name in columns) for record in records))


def export(title: str, columns: Sequence[str], rows: Rows, format_: Format) -> ExportFile:
    """Return the table as a file named after what it holds; ``title`` is a few words.

    Columns of the same name get a number. No text in CSV or XLSX is taken for a formula.
    """
    write, mime = _WRITERS[format_]
    return ExportFile(f"{slug(title)}.{format_}", write(_told_apart(columns), rows), mime)


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, quoting=csv.QUOTE_NONNUMERIC)  # a semicolon in words begins no cell anywhere
    writer.writerow([_harmless(name) for name in columns])
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return sink.getvalue().encode("utf-8-sig")  # Excel takes it for Latin-1 without the mark


def _json(columns: Sequence[str], rows: Rows) -> bytes:
    records = [dict(zip(columns, map(_json_value, row), strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _parquet(columns: Sequence[str], rows: Rows) -> bytes:
    series = {name: _parquet_column([row[position] for row in rows]) for position, name in enumerate(columns)}
    sink = io.BytesIO()
    pd.DataFrame(series).to_parquet(sink, index=False)
    return sink.getvalue()


def _xlsx(columns: Sequence[str], rows: Rows) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet, bold = book.add_worksheet("Data"), book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for position, name in enumerate(columns):
            sheet.write_string(0, position, name, bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows[:_EXCEL_ROWS], start=1):
            for position, value in enumerate(row):
                _write_cell(sheet, line, position, value, day)
        sheet.autofit(320)
    return sink.getvalue()


def _write_cell(sheet: Any, line: int, position: int, value: Any, day: object) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, position, value)
        case int() | float() | Decimal() if _fits_excel(value):
            sheet.write_number(line, position, value)
        case datetime() if value.tzinfo is None and value.year >= 1900:
            sheet.write_datetime(line, position, value)
        case date() if not isinstance(value, datetime) and value.year >= 1900:
            sheet.write_datetime(line, position, value, day)
        case _:
            sheet.write_string(line, position, _text(value)[:_EXCEL_TEXT])


def _fits_excel(value: float | Decimal) -> bool:
    return -_EXCEL_EXACT < value < _EXCEL_EXACT and not (isinstance(value, float) and math.isnan(value))


def _cell(value: object) -> object:
    """Return what a cell of a CSV file holds: numbers as they are, text that no spreadsheet runs."""
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    return _harmless(_text(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bytes():
            return b64encode(value).decode()
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(" ")
        case list() | dict():
            return json.dumps(_json_value(value), ensure_ascii=False)
        case _:
            return str(value)


def _json_value(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return _json_value(float(value)) if Decimal(repr(float(value))) == value else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case list() | tuple():
            return [_json_value(one) for one in value]
        case dict():
            return {str(name): _json_value(one) for name, one in value.items()}
        case _:
            return _text(value)


def _parquet_column(values: list[object]) -> pd.Series[Any]:
    """Return a column Parquet can keep: of one kind, or else as text."""
    kinds = {type(value) for value in values if value is not None}
    plain = len(kinds) <= 1 and not kinds & {list, dict, tuple}
    if plain and not (
        kinds == {int} and any(abs(int(str(one))) >= 2**63 for one in values if one is not None)
    ):
        return pd.Series(values, dtype="Int64" if kinds == {int} else "object")
    return pd.Series([None if value is None else _text(value) for value in values], dtype="object")


def _told_apart(columns: Sequence[str]) -> list[str]:
    """Return the names, the second ``n`` as ``n_2``: files need each only once."""
    named: list[str] = []
    for column in columns:
        name, number = column or "column", 1
        while name in named:
            number += 1
            name = f"{column or 'column'}_{number}"
        named.append(name)
    return named


def slug(title: str) -> str:
    """Return a title as the name of a file: small letters and digits with dashes, accents left out."""
    plain = "".join(one for one in normalize("NFKD", title.lower()) if not combining(one))
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in plain).split()
    return "-".join(words)[:80].strip("-") or "athena"


_WRITERS: Final[dict[Format, tuple[Callable[[Sequence[str], Rows], bytes], str]]] = {
    Format.CSV: (_csv, "text/csv"),
    Format.JSON: (_json, "application/json"),
    Format.PARQUET: (_parquet, "application/vnd.apache.parquet"),
    Format.XLSX: (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
