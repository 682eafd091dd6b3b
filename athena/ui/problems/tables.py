"""The tables of a problem with their sample, and results beside what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import streamlit as st

from athena.grading.bench import SampleTable
from athena.sandbox.values import Column, Table
from athena.ui.plain import counted, plain
from athena.ui.workbench.frames import configuration, to_frame

_TALLEST = 320
_ROW = 35
_TYPES: Final[dict[type, str]] = {
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    Decimal: "DECIMAL",
    date: "DATE",
    datetime: "TIMESTAMP",
}


def show_sample(tables: Sequence[SampleTable], setup: str) -> None:
    """Show each table with its columns, their types and the rows that everybody sees."""
    for place, sample in zip(st.tabs([plain(one.name) for one in tables]), tables, strict=True):
        with place:
            st.caption(", ".join(_typed(column) for column in sample.table.columns))
            show(sample.table, f"Sample of {sample.name}")
    with st.expander("How the tables are made", icon=":material/schema:"):
        st.code(setup.strip(), language="sql", wrap_lines=True)


def show_beside(actual: Table, expected: Table) -> None:
    """Show a result and the expected one."""
    places = st.columns(2, gap="small")
    for place, title, table in zip(
        places, ("Your result", "Expected"), (actual, with_types(expected)), strict=True
    ):
        with place:
            more = ", more are not shown" if table.truncated else ""
            st.markdown(f"**{title}** · {counted(len(table.rows), 'row')}{more}")
            show(table, title)


def show(table: Table, name: str) -> None:
    """Show the rows of a table."""
    frame = to_frame(table)
    st.dataframe(
        frame,
        hide_index=True,
        height=min(_TALLEST, _ROW * (len(frame) + 1) + 3),
        column_config=configuration(table, frame),
        lazy=False,
        alt=f"{name}: {counted(len(frame), 'row')}",
    )


def with_types(table: Table) -> Table:
    """Return a table whose columns without a type have the one their values are of."""
    columns = tuple(
        column if column.type else replace(column, type=_type([row[at] for row in table.rows]))
        for at, column in enumerate(table.columns)
    )
    return replace(table, columns=columns)


def _type(values: Sequence[object]) -> str:
    kinds = {type(value) for value in values if value is not None}
    return _TYPES.get(kinds.pop(), "VARCHAR") if len(kinds) == 1 else "VARCHAR"


def _typed(column: Column) -> str:
    return f"**{plain(column.name)}** {plain(column.type.lower())}"
