"""Tables that people send as text: found encoding, delimiter and column names, cells as they are."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from athena.errors import InputError

MOST_BYTES: Final = 1_000_000
MOST_ROWS: Final = 1_000
_DELIMITERS: Final = (",", ";", "\t")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the header: its number as a spreadsheet counts, and its cells as they were."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and its rows; ``columns`` says by field which column holds it."""

    header: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]

    def cell(self, row: SheetRow, field: str) -> str:
        """Return what a row says of a field, "" for nothing."""
        column = self.columns.get(field)
        return row.cells[column].strip() if column is not None and column < len(row.cells) else ""

    def overhang(self, row: SheetRow) -> bool:
        """Whether the row has filled cells beyond the header."""
        return any(cell.strip() for cell in row.cells[len(self.header) :])


def read_sheet(data: bytes, names: Mapping[str, Sequence[str]]) -> Sheet:
    """Return the table in a file of text.

    ``names`` are by field what its column may be called, in small letters and digits alone. The delimiter is
    the one by which most fields are found. Raises InputError when no table can be read.
    """
    text = decode(data)
    found = [_split(text, delimiter, names) for delimiter in _DELIMITERS]
    sheet = max(found, key=lambda one: (len(one.columns), len(one.header)))
    if len(sheet.rows) > MOST_ROWS:
        raise InputError(f"This file has more than {MOST_ROWS} rows. Please split it.")
    return sheet


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252. Raises InputError."""
    if len(data) > MOST_BYTES:
        raise InputError(f"This file is larger than {MOST_BYTES // 1_000_000} MB. Please split it.")
    if data.startswith(_WORKBOOK):
        raise InputError("This is a workbook, not CSV. Save it as “CSV UTF-8” in your spreadsheet first.")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError("This file is not text that can be read. Save it as “CSV UTF-8” in your spreadsheet.")


def simplified(name: str) -> str:
    """Return a column's name without what makes spellings differ: capitals, spaces and signs."""
    return "".join(filter(str.isalnum, name.casefold()))


def _encodings(data: bytes) -> Iterator[str]:
    yield from (encoding for mark, encoding in _MARKS if data.startswith(mark))
    if data.count(0) > len(data) // 4:  # every other byte of Latin text in UTF-16
        yield "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    yield "utf-8"
    yield "cp1252"


def _split(text: str, delimiter: str, names: Mapping[str, Sequence[str]]) -> Sheet:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError("A cell of this file is too long. Is a quotation mark missing?") from error
    start = next((i for i, cells in enumerate(lines) if _filled(cells) and not _hint(cells)), len(lines))
    header = tuple(cell.strip() for cell in lines[start]) if start < len(lines) else ()
    rows = [
        SheetRow(start + 2 + i, tuple(cells)) for i, cells in enumerate(lines[start + 1 :]) if _filled(cells)
    ]
    return Sheet(header, _columns(header, names), tuple(rows))


def _filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _hint(cells: Sequence[str]) -> bool:
    """Whether a line only tells a spreadsheet the delimiter (``sep=;``)."""
    return cells[0].strip().lower().startswith("sep=")


def _columns(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    simple = [simplified(name) for name in header]
    found = {}
    for field, spellings in names.items():
        places = [simple.index(spelling) for spelling in spellings if spelling in simple]
        if places:
            found[field] = places[0]
    return found
