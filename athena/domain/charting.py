"""Which chart fits a table: a suggestion from the kinds of its columns, to be changed by who looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COLOURS: Final = 8
"""More colours than this cannot be told apart."""
BARS: Final = 60
_NUMBERS: Final = ("INT", "DECIMAL", "DOUBLE", "FLOAT", "REAL", "NUMERIC")
_MOMENTS: Final = ("DATE", "TIMESTAMP")
_NAMES: Final = ("VARCHAR", "ENUM", "BOOLEAN", "UUID")


class ColumnKind(StrEnum):
    """What a chart can do with a column."""

    NUMBER = "number"
    MOMENT = "moment"
    NAME = "name"
    OTHER = "other"


class Mark(StrEnum):
    """The kinds of chart."""

    LINE = "line"
    BAR = "bar"
    POINT = "point"
    AREA = "area"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a table: names of columns. ``y`` is None where rows are counted."""

    mark: Mark
    x: str
    y: str | None = None
    colour: str | None = None


def kind_of(type_: str) -> ColumnKind:
    """Return what a column of DuckDB's ``type_`` is to a chart."""
    name = type_.upper()
    if name.endswith("]") or name.startswith(("STRUCT", "MAP", "UNION", "INTERVAL")):
        return ColumnKind.OTHER
    if name.startswith(_MOMENTS):
        return ColumnKind.MOMENT
    if name.startswith(_NAMES):
        return ColumnKind.NAME
    is_number = any(word in name for word in _NUMBERS)
    return ColumnKind.NUMBER if is_number else ColumnKind.OTHER


def suggest(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[object]]) -> Chart | None:
    """Return the chart that fits best, None when none does.

    ``columns`` are (name, DuckDB's type). Numbers over time are a line, numbers by name are bars, two numbers
    are points, one alone is a histogram, names alone are counted.
    """
    of_kind: dict[ColumnKind, list[str]] = {kind: [] for kind in ColumnKind}
    for name, type_ in columns:
        of_kind[kind_of(type_)].append(name)
    numbers = [name for name in of_kind[ColumnKind.NUMBER] if not _is_id(name)]
    moments, names = of_kind[ColumnKind.MOMENT], of_kind[ColumnKind.NAME]
    if not rows:
        return None
    few = [name for name in names if _distinct(columns, rows, name) <= COLOURS]
    if moments and numbers:
        return Chart(Mark.LINE, moments[0], numbers[0], few[0] if few else None)
    if names and numbers and len(rows) <= BARS:
        return Chart(Mark.BAR, names[0], numbers[0], next((one for one in few if one != names[0]), None))
    return _of_numbers(numbers, few) or _of_names(few)


def _of_numbers(numbers: Sequence[str], few: Sequence[str]) -> Chart | None:
    if len(numbers) >= 2:
        return Chart(Mark.POINT, numbers[0], numbers[1], few[0] if few else None)
    return Chart(Mark.HISTOGRAM, numbers[0]) if numbers else None


def _of_names(few: Sequence[str]) -> Chart | None:
    return Chart(Mark.BAR, few[0]) if few else None


def _is_id(name: str) -> bool:
    return name.lower() == "id" or name.lower().endswith("_id")


def _distinct(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[object]], name: str) -> int:
    position = [column for column, _ in columns].index(name)
    return len({str(row[position]) for row in rows})
