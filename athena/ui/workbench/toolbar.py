"""What can be done with the query: run it, tidy it, keep it; and how fresh the data is."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from athena.domain.access import Viewer
from athena.errors import AccessError, InputError
from athena.services.queries import NAME_LENGTH, Workbench
from athena.ui import access
from athena.ui.editor.widget import write
from athena.ui.workbench.bench import EDITOR, Bench
from athena.ui.workbench.words import ago


def show_toolbar(workbench: Workbench, viewer: Viewer, bench: Bench, text: str) -> bool:
    """Show the buttons under the editor; tell whether the query is to be run."""
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            "Run", type="primary", icon=":material/play_arrow:", help="Ctrl+Enter or Cmd+Enter"
        )
        st.button(
            "Format", icon=":material/format_align_left:", on_click=_format, args=(workbench, bench, text)
        )
        with st.popover("Save", icon=":material/bookmark_add:"):
            _save(workbench, viewer, text)
        st.badge(f"at most {workbench.limits.rows:,} rows", color="gray")
        st.caption(f"Data as of {ago(workbench.as_of(viewer))}", width="content")
        st.button(
            "Refresh the data",
            icon=":material/refresh:",
            type="tertiary",
            on_click=_refresh,
            args=(workbench,),
            help="Show what was stored up to this moment",
        )
    notice = st.session_state.pop("sql_notice", None)
    if notice:
        st.warning(notice, icon=":material/info:")
    return pressed


def _refresh(workbench: Workbench) -> None:
    with suppress(AccessError):  # the page says it
        workbench.refresh(access.require("sql"))


def _format(workbench: Workbench, bench: Bench, text: str) -> None:
    try:
        write(EDITOR, workbench.formatted(text))
        bench.fault = None
    except InputError as error:
        st.session_state["sql_notice"] = f"Not formatted: {error.message}"


def _save(workbench: Workbench, viewer: Viewer, text: str) -> None:
    name = st.text_input("Name", key="save_name", max_chars=NAME_LENGTH, placeholder="Weakest skills by team")
    if st.button("Save the query", disabled=not name.strip()):
        try:
            saved = workbench.save(viewer, name, text)
        except InputError as error:
            st.error(error.message, title=error.title)
            return
        st.query_params["query"] = saved.saved_id
        st.success("Saved. The address of this page is its link now: share it.")
