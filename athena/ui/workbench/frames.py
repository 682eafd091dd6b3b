"""A result as the data frame that tables and charts are drawn from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from athena.domain.charting import ColumnKind, kind_of
from athena.sandbox.values import Column, Table

_EXACT = 2**53


def to_frame(table: Table) -> pd.DataFrame:
    """Return the rows with columns named apart: numbers and moments as such, everything else as text."""
    names = _apart([column.name for column in table.columns])
    columns = {
        name: _values(column, [row[position] for row in table.rows])
        for position, (name, column) in enumerate(zip(names, table.columns, strict=True))
    }
    return pd.DataFrame(columns, index=range(len(table.rows)))


def configuration(table: Table, frame: pd.DataFrame) -> dict[str, ColumnConfig]:
    """Return how each column is written: moments by their kind, numbers as they are."""
    found: dict[str, ColumnConfig] = {}
    for name, column in zip(frame.columns, table.columns, strict=True):
        help_ = column.type.lower()
        if column.type == "DATE":
            found[name] = st.column_config.DateColumn(help=help_, format="YYYY-MM-DD")
        elif kind_of(column.type) is ColumnKind.MOMENT:
            found[name] = st.column_config.DatetimeColumn(help=help_, format="YYYY-MM-DD HH:mm:ss")
        elif column.type == "BOOLEAN":
            found[name] = st.column_config.CheckboxColumn(help=help_)
        else:
            found[name] = st.column_config.Column(help=help_)
    return found


def _values(column: Column, values: list[object]) -> pd.Series[Any]:
    kind = kind_of(column.type)
    if column.type == "BOOLEAN":
        return pd.Series(values, dtype="boolean")
    if kind is ColumnKind.NUMBER and all(_drawable(value) for value in values):
        return pd.Series(pd.array([_number(value) for value in values]))
    if kind is ColumnKind.MOMENT and all(value is None or isinstance(value, date) for value in values):
        return _moments(values)
    return pd.Series([None if value is None else _text(value) for value in values], dtype="object")


def _moments(values: list[object]) -> pd.Series[Any]:
    plain = [value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in values]
    moments = pd.to_datetime(pd.Series(plain, dtype="object"), errors="coerce")
    lost = moments.isna().sum() > sum(value is None for value in values)
    return pd.Series([str(value) for value in values]) if lost else moments


def _drawable(value: object) -> bool:
    """Whether a browser's numbers hold it exactly enough."""
    if isinstance(value, int):
        return -_EXACT <= value <= _EXACT
    return value is None or isinstance(value, float | Decimal)


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _apart(names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, own = 1, name or "column"
        while own in found:
            number += 1
            own = f"{name or 'column'} ({number})"
        found.append(own)
    return found
