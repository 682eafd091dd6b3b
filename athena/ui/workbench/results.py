"""What the last query came to: its rows, a chart of them, its plan, and files to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from athena import bootstrap
from athena.domain.access import Permission, Viewer
from athena.errors import AthenaError
from athena.services.exporting import Format
from athena.services.queries import Answer, Workbench
from athena.ui import access
from athena.ui.editor.widget import Fault
from athena.ui.plain import counted
from athena.ui.workbench import charts
from athena.ui.workbench.bench import Bench
from athena.ui.workbench.frames import configuration, to_frame

_TALLEST = 420
_ROW = 35


def show(workbench: Workbench, viewer: Viewer, bench: Bench, text: str, given: Mapping[str, object]) -> None:
    """Show the end of the last query; nothing before the first."""
    if bench.fault:
        _show_fault(bench.fault)
    if bench.outcome is None:
        return
    rows, chart, plan = st.tabs(["Rows", "Chart", "Plan"], key="result_tab", on_change="rerun")
    frame = to_frame(bench.outcome.table)
    with rows:
        _show_rows(bench.outcome, frame)
        if viewer.may(Permission.EXPORT) and bench.outcome.table.columns:
            _offer_files(bench.outcome)
    with chart:
        charts.show(bench.outcome.table, frame)
    with plan:
        if plan.open:
            _show_plan(workbench, viewer, bench.run.text if bench.run else text, given)


def _show_fault(fault: Fault) -> None:
    place = f"Line {fault.line}, column {fault.column or 1}" if fault.line else "The query did not run"
    st.error(fault.message, title=place, icon=":material/error:")


def _show_rows(answer: Answer, frame: pd.DataFrame) -> None:
    table = answer.table
    words = f"{counted(len(table.rows), 'row')} in {table.elapsed_ms:.0f} ms"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words, width="content")
        if table.truncated:
            st.badge("There are more rows than are shown", icon=":material/content_cut:", color="orange")
    if not table.columns:
        st.caption("The statement has no result.")
        return
    st.dataframe(
        frame,
        hide_index=True,
        height=min(_TALLEST, _ROW * (len(frame) + 1) + 3),
        column_config=configuration(table, frame),
        lazy=False,
        alt=f"Result: {words}",
    )


def _offer_files(answer: Answer) -> None:
    names = [column.name for column in answer.table.columns]
    title, asking = f"athena query {answer.as_of:%Y-%m-%d %H%M}", access.asks_later("sql")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Take all of it away:", width="content")
        for format_ in Format:
            name = f"{title.replace(' ', '-')}.{format_}"
            st.download_button(
                format_.value.upper(),
                data=partial(_file, asking, title, names, answer, format_),
                file_name=name,
                key=f"export:{format_}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _file(
    asking: Callable[[], Viewer], title: str, names: list[str], answer: Answer, format_: Format
) -> bytes:
    exports = bootstrap.current().desk.exports
    return exports.table(asking(), title, names, answer.table.rows, format_).data


def _show_plan(workbench: Workbench, viewer: Viewer, text: str, given: Mapping[str, object]) -> None:
    try:
        plan = workbench.explain(viewer, text, {name: given[name] for name in given if f"${name}" in text})
    except AthenaError as error:
        st.error(error.message, title=error.title)
        return
    st.code(plan, language=None, height=_TALLEST)
