"""What is compared and what comes out: results, settings, differences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Row: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What makes two results equal.

    ``order`` "auto" lets the reference's ORDER BY decide; ``columns`` "any" accepts the columns in
    another order; ``duplicates`` "set" does not count how often a row appears; ``tolerance`` is relative.
    """

    order: Literal["auto", "required", "ignored"] = "auto"
    columns: Literal["position", "any"] = "position"
    duplicates: Literal["bag", "set"] = "bag"
    column_names: Literal["ignored", "required"] = "ignored"
    tolerance: float = 1e-6


@dataclass(frozen=True, slots=True)
class Result:
    """The columns' names and the rows of a query.

    ``ties`` numbers each row's group of equal sort keys when the query sorts by what it does not
    select: rows of one group may permute. Length of ``rows``, rising from 0.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    ties: tuple[int, ...] | None = None


class DifferenceKind(StrEnum):
    """In which way a result is not the expected one."""

    COLUMN_COUNT = "column_count"
    COLUMN_NAMES = "column_names"
    COLUMN_ORDER = "column_order"
    ROW_ORDER = "row_order"
    DUPLICATES = "duplicates"
    MISSING_ROWS = "missing_rows"
    EXTRA_ROWS = "extra_rows"
    COLUMN_VALUES = "column_values"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Difference:
    """How a result differs, in words for its author, and how much of it is right.

    ``rows`` is the F1 of right rows, ``columns`` the share of expected columns that hold the right
    values; both 0..1, each counted without regard to the order of rows.
    """

    kind: DifferenceKind
    message: str
    rows: float
    columns: float
