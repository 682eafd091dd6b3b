"""A chart of a result: suggested from its columns, changed by who looks at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

import altair as alt
import pandas as pd
import streamlit as st

from athena.domain.charting import Chart, ColumnKind, Mark, kind_of, suggest
from athena.sandbox.values import Table
from athena.ui.plain import counted

MOST: Final = 5_000
_HEIGHT = 380
_COUNT = "Number of rows"
_NONE = "No colour"
Scale = Literal["quantitative", "temporal", "nominal"]
_SCALES: Final[dict[ColumnKind, Scale]] = {
    ColumnKind.NUMBER: "quantitative",
    ColumnKind.MOMENT: "temporal",
}
_STYLES: Final[dict[Mark, dict[str, object]]] = {
    Mark.LINE: {"point": True},
    Mark.AREA: {"opacity": 0.6},
    Mark.POINT: {"filled": True, "size": 60},
}


def show(table: Table, frame: pd.DataFrame) -> None:
    """Show the chart with what it is made of to choose from."""
    columns = [
        (name, column.type)
        for name, column in zip(frame.columns, table.columns, strict=True)
        if kind_of(column.type) is not ColumnKind.OTHER
    ]
    names = [name for name, _ in columns]
    positions = [frame.columns.get_loc(name) for name in names]
    suggested = suggest(columns, [[row[at] for at in positions] for row in table.rows])
    if suggested is None:
        st.caption("There is nothing to draw: a chart needs rows with numbers, dates or names.")
        return
    chart = _choose(suggested, names)
    if len(frame) > MOST:
        st.caption(f"Drawn from the first {MOST:,} of {counted(len(frame), 'row')}.")
    st.altair_chart(draw(chart, frame.head(MOST), dict(columns)), alt=in_words(chart), height=_HEIGHT)


def draw(chart: Chart, frame: pd.DataFrame, types: dict[str, str]) -> alt.Chart:
    """Return the chart of a frame; ``types`` are DuckDB's of the columns it names."""
    counting = chart.y is None or chart.mark is Mark.HISTOGRAM
    bins = alt.Bin(maxbins=30) if chart.mark is Mark.HISTOGRAM else False
    made = _marked(alt.Chart(frame), chart.mark).encode(
        x=alt.X(_field(chart.x), type=_type(chart.x, types), title=chart.x, bin=bins),
        y=alt.Y("count()", title=_COUNT) if counting else _value(str(chart.y), types),
        tooltip=_tooltip(chart, types, counting=counting),
    )
    if chart.colour is None:
        return made
    return made.encode(
        color=alt.Color(_field(chart.colour), type=_type(chart.colour, types), title=chart.colour)
    )


def in_words(chart: Chart) -> str:
    """Return what the chart shows, for those who cannot see it."""
    shown = (
        f"{chart.y or _COUNT} by {chart.x}"
        if chart.mark is not Mark.HISTOGRAM
        else f"Distribution of {chart.x}"
    )
    coloured = f", coloured by {chart.colour}" if chart.colour else ""
    return f"{chart.mark.capitalize()} chart: {shown}{coloured}. The rows are in the table beside it."


def _choose(suggested: Chart, names: list[str]) -> Chart:
    """Let people change the suggestion; a choice lasts while the columns stay."""
    key = ":".join(names)
    places = st.columns(4)
    mark = places[0].selectbox(
        "Chart",
        list(Mark),
        index=list(Mark).index(suggested.mark),
        key=f"mark:{key}",
        format_func=str.capitalize,
    )
    x = places[1].selectbox("Across", names, index=names.index(suggested.x), key=f"x:{key}")
    ups = [_COUNT, *names]
    y = places[2].selectbox("Up", ups, index=ups.index(suggested.y or _COUNT), key=f"y:{key}")
    colours = [_NONE, *names]
    colour = places[3].selectbox(
        "Colour", colours, index=colours.index(suggested.colour or _NONE), key=f"colour:{key}"
    )
    return replace(
        suggested,
        mark=mark or suggested.mark,
        x=x or suggested.x,
        y=None if y == _COUNT else y,
        colour=None if colour == _NONE else colour,
    )


def _value(name: str, types: dict[str, str]) -> alt.Y:
    return alt.Y(_field(name), type=_type(name, types), title=name)


def _tooltip(chart: Chart, types: dict[str, str], *, counting: bool) -> list[alt.Tooltip]:
    shown = [
        chart.x,
        *([chart.y] if chart.y and not counting else []),
        *([chart.colour] if chart.colour else []),
    ]
    told = [alt.Tooltip(_field(name), type=_type(name, types), title=name) for name in shown]
    return [*told, alt.Tooltip("count()", title=_COUNT)] if counting else told


def _marked(base: alt.Chart, mark: Mark) -> alt.Chart:
    base.mark = {"type": mark.value, **_STYLES[mark]} if mark in _STYLES else "bar"
    return base


def _type(name: str, types: dict[str, str]) -> Scale:
    return _SCALES.get(kind_of(types[name]), "nominal")


def _field(name: str) -> str:
    """Return the column's name where no character of it means anything to Vega."""
    return "".join(f"\\{one}" if one in r".[]\:'" + '"' else one for one in name)
