"""Queries to reuse: examples, what was run before, what was saved, and what a link names."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from athena.domain.access import Viewer
from athena.errors import AccessError, NotFoundError
from athena.services.queries import Workbench
from athena.services.query_examples import Example
from athena.store.queries import QueryRun
from athena.ui import access, clocks
from athena.ui.editor.widget import write
from athena.ui.plain import counted, plain
from athena.ui.workbench.bench import EDITOR, current_bench

_SHOWN = 30


def opened(workbench: Workbench, viewer: Viewer) -> str:
    """Return the text the editor begins with: that of the saved query or the text the address names."""
    saved_id = st.query_params.get("query")
    if not saved_id:
        return st.query_params.get("sql", "")
    try:
        saved = workbench.open_saved(viewer, saved_id)
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        return ""
    if saved.owner != viewer.employee_id:
        st.caption(
            f":material/lock: **{plain(saved.name)}** belongs to somebody else: it opens to read and run. "
            "Save it to have one of your own to change."
        )
    return saved.sql


def show_examples(examples: Sequence[Example]) -> None:
    """Show questions whose query a click brings into the editor."""
    for number, example in enumerate(examples):
        _reuse(f"example:{number}", example.question, example.sql)


def show_history(workbench: Workbench, viewer: Viewer) -> None:
    """Show what was run last."""
    runs = workbench.history(viewer)[:_SHOWN]
    if not runs:
        st.caption("What you run appears here.")
    for run in runs:
        _reuse(f"run:{run.run_id}", plain(_first_words(run.sql)), run.sql)
        st.caption(_end(run))


def show_saved(workbench: Workbench, viewer: Viewer) -> None:
    """Show what was saved, each with its link and the way to remove it."""
    found = workbench.saved(viewer)
    if not found:
        st.caption("Save a query under a name to find it here and to share its link.")
    for saved in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            _reuse(f"saved:{saved.saved_id}", plain(saved.name), saved.sql, saved.saved_id)
            st.button(
                "Remove",
                key=f"remove:{saved.saved_id}",
                icon=":material/delete:",
                type="tertiary",
                help=f"Remove {plain(saved.name)}; its link leads nowhere then",
                on_click=_forget,
                args=(workbench, saved.saved_id),
            )


def _forget(workbench: Workbench, saved_id: str) -> None:
    with suppress(AccessError):  # the page says it
        workbench.forget(access.require("sql"), saved_id)


def _reuse(key: str, label: str, sql: str, saved_id: str = "") -> None:
    st.button(label, key=key, type="tertiary", on_click=_bring, args=(sql, saved_id))


def _bring(sql: str, saved_id: str) -> None:
    """Put a query into the editor; the address names it when it is a saved one."""
    write(EDITOR, sql)
    current_bench().fault = None
    st.query_params.pop("sql", None)
    if saved_id:
        st.query_params["query"] = saved_id
    else:
        st.query_params.pop("query", None)


def _first_words(sql: str) -> str:
    words = " ".join(sql.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _end(run: QueryRun) -> str:
    end = counted(run.rows, "row") if run.rows is not None else run.outcome.replace("_", " ")
    return f"{clocks.local(run.ran_at):%d %b, %H:%M %Z} · {end} · {run.elapsed_ms:.0f} ms"
