"""The page: the editor with what it came to on the left, what there is to ask and to reuse on the right."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from athena import bootstrap
from athena.domain.access import Viewer
from athena.services.queries import Workbench
from athena.services.query_examples import EXAMPLES
from athena.ui import access
from athena.ui.editor.widget import Edited, Run, code_editor
from athena.ui.workbench import library, results, tables, values
from athena.ui.workbench.bench import EDITOR, Bench, current_bench
from athena.ui.workbench.toolbar import show_toolbar

_LOOK_AGAIN_S = 0.3
_BESIDE = "beside_the_editor"
_LEFT = f"""<style>
.st-key-{_BESIDE} [data-testid="stBaseButton-tertiary"] {{ justify-content: flex-start; text-align: left; }}
</style>"""
"""Streamlit centres what stands on a button: hard to read in a list of questions."""


def show() -> None:
    """Show the editor and everything around it."""
    viewer = access.require("sql")
    workbench, bench = bootstrap.current().workbench, current_bench()
    bench.settle()
    st.title("SQL editor", anchor=False)
    st.caption("Ask the interview data anything: queries read a copy of it and can change nothing.")
    start = library.opened(workbench, viewer)
    left, right = st.columns([3, 1], gap="medium")
    with right, st.container(key=_BESIDE):
        st.html(_LEFT)
        _beside(workbench, viewer)
    with left:
        _work(workbench, viewer, bench, start)


def _beside(workbench: Workbench, viewer: Viewer) -> None:
    known, examples, history, saved = st.tabs(["Tables", "Examples", "History", "Saved"])
    with known:
        tables.show(workbench, viewer)
    with examples:
        library.show_examples(EXAMPLES)
    with history:
        library.show_history(workbench, viewer)
    with saved:
        library.show_saved(workbench, viewer)


def _work(workbench: Workbench, viewer: Viewer, bench: Bench, start: str) -> None:
    known = {table.name: [column for column, _ in table.columns] for table in workbench.tables(viewer)}
    edited = code_editor(
        EDITOR,
        text=start,
        label="SQL query",
        tables=known,
        fault=bench.fault,
        hint="SELECT …   Ctrl+Enter runs it; Escape, then Tab leaves the editor",
        lines=9,
    )
    given = values.show(workbench, viewer, edited.text)
    pressed = show_toolbar(workbench, viewer, bench, edited.text)
    _run(workbench, viewer, bench, edited, given, pressed=pressed)
    if bench.settle():
        _await()
    else:
        results.show(workbench, viewer, bench, edited.text, given)


def _run(
    workbench: Workbench,
    viewer: Viewer,
    bench: Bench,
    edited: Edited,
    given: Mapping[str, object],
    *,
    pressed: bool,
) -> None:
    run = edited.run or (Run(edited.text) if pressed else None)
    if run is None:
        return
    before = bench.fault
    bench.begin(workbench, viewer, run, {name: given[name] for name in given if f"${name}" in run.text})
    if not bench.settle() and bench.fault != before:
        st.rerun()  # the editor above shows the fault


@st.fragment(run_every=_LOOK_AGAIN_S)
def _await() -> None:
    """Tell that a query runs, and how to end it, until it is over."""
    bench = current_bench()
    if not bench.busy:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.status("The query runs …", state="running")
        st.button("Cancel", icon=":material/stop_circle:", on_click=bench.stop)
