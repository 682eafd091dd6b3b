"""A card: a heading, a chart, and its data as a table, as a file, and as a query to go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from athena.services.exporting import Format, export
from athena.services.insights import Figure
from athena.ui.editor.widget import write
from athena.ui.frame import INTERVIEW, OPERATIONS, SQL
from athena.ui.workbench.bench import EDITOR

Draw = Callable[[Figure], None]


def card(key: str, title: str, figure: Figure, draw: Draw, *, note: str = "", empty: str = "") -> None:
    """Show a figure as a chart with the ways to take it further; ``empty`` where there are no rows."""
    with st.container(border=True, key=f"card_{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(title, anchor=False)
            if figure.rows:
                _further(key, title, figure)
        if not figure.rows:
            st.caption(empty or "There is nothing to show for these filters.")
            return
        draw(figure)
        if note:
            st.caption(note)


def _further(key: str, title: str, figure: Figure) -> None:
    with st.popover("Data", icon=":material/table:", type="tertiary"):
        st.dataframe(to_frame(figure), hide_index=True, alt=f"{title}, as a table", lazy=False)
        with st.container(horizontal=True):
            st.download_button(
                "CSV",
                data=partial(_csv, title, figure),
                file_name=f"athena-{title.lower().replace(' ', '-')}.csv",
                key=f"csv_{key}",
                on_click="ignore",
                icon=":material/download:",
            )
            if st.button("Open in the SQL editor", key=f"sql_{key}", icon=":material/database:"):
                write(EDITOR, figure.sql)
                st.switch_page(SQL)


def _csv(title: str, figure: Figure) -> bytes:
    return export(title, figure.columns, figure.rows, Format.CSV).data


def to_frame(figure: Figure, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the rows as a data frame, with other names for the columns where given."""
    return pd.DataFrame(list(figure.rows), columns=list(names or figure.columns))


def nothing_yet() -> None:
    """Say that there is nothing to show yet, and what to do about it."""
    st.markdown(
        "There is no interview yet. The first one appears here; until then, look around with demo data."
    )
    with st.container(horizontal=True):
        st.page_link(INTERVIEW, label="Begin an interview", icon=":material/play_arrow:")
        st.page_link(OPERATIONS, label="Load the demo data", icon=":material/science:")
