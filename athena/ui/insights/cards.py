"""A card: a heading, a chart, and its data as a table, as a file, and as a query to go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from athena.domain.access import Permission
from athena.services.exporting import Sheet
from athena.services.insights import Figure
from athena.ui import access, files
from athena.ui.editor.widget import write
from athena.ui.frame import INTERVIEW, OPERATIONS, SQL
from athena.ui.workbench.bench import EDITOR

Draw = Callable[[Figure], None]


def card(
    key: str, title: str, figure: Figure, draw: Draw, *, note: str = "", empty: str = "", about: str = ""
) -> None:
    """Show a figure as a chart with the ways to take it further; ``empty`` where there are no rows.

    ``about`` is the Employee ID of whom alone it tells.
    """
    with st.container(border=True, key=f"card_{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(title, anchor=False)
            if figure.rows:
                _further(key, title, figure, about)
        if not figure.rows:
            st.caption(empty or "There is nothing to show for these filters.")
            return
        draw(figure)
        if note:
            st.caption(note)


def _further(key: str, title: str, figure: Figure, about: str) -> None:
    with st.popover("Data", icon=":material/table:", type="tertiary"):
        st.dataframe(to_frame(figure), hide_index=True, alt=f"{title}, as a table", lazy=False)
        with st.container(horizontal=True):
            sheet = Sheet(f"athena {title} {about}", tuple(figure.columns), tuple(figure.rows))
            files.offer("progress", sheet, about=about)
            if access.offers(Permission.QUERY) and (not about or access.offers(Permission.SEE_NAMES)):
                _offer_sql(key, figure)


def _offer_sql(key: str, figure: Figure) -> None:
    if st.button("Open in the SQL editor", key=f"sql_{key}", icon=":material/database:"):
        write(EDITOR, figure.sql)
        st.switch_page(SQL)


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
        if access.offers(Permission.OPERATE):
            st.page_link(OPERATIONS, label="Load the demo data", icon=":material/science:")
