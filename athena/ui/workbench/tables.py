"""The tables that can be asked, their columns and types; a click puts a name into the editor."""

from __future__ import annotations

import streamlit as st

from athena.domain.access import Viewer
from athena.services.queries import TableInfo, Workbench
from athena.ui.editor.widget import insert
from athena.ui.workbench.bench import EDITOR


def show(workbench: Workbench, viewer: Viewer) -> None:
    """Show the tables, each with its columns behind it."""
    for table in workbench.tables(viewer):
        with st.expander(f"{table.name} :gray-badge[{table.rows:,}]"):
            st.button(
                f"Insert {table.name}",
                key=f"insert:{table.name}",
                icon=":material/add:",
                type="tertiary",
                on_click=insert,
                args=(EDITOR, table.name),
            )
            _columns(table)


def _columns(table: TableInfo) -> None:
    for column, type_ in table.columns:
        st.button(
            f"{column} :gray[{_short(type_)}]",
            key=f"insert:{table.name}.{column}",
            type="tertiary",
            help=f"Insert {column}, {type_}",
            on_click=insert,
            args=(EDITOR, column),
        )


def _short(type_: str) -> str:
    return type_.lower().replace("[", r"\[")
