"""What was run and handed in in the SQL pad, under the question it belongs to."""

from __future__ import annotations

import streamlit as st

from athena.services import session_sheets
from athena.services.session_view import AnswerView, SessionView
from athena.store.pad_runs import PadRun
from athena.ui import clocks, files
from athena.ui.plain import counted, percent, plain
from athena.ui.sessions.words import Colour

_KINDS = {"run": "Run", "submit": "Handed in"}
_COLOURS: dict[str, Colour] = {"passed": "green", "wrong": "orange"}


def show(view: SessionView, answer: AnswerView) -> None:
    """Show every query of a question in order, and what the explanation beside them lacks."""
    if answer.explanation and answer.explanation.feedback:
        st.caption("On the explanation")
        st.text(answer.explanation.feedback, width="stretch")
    if not answer.runs:
        return
    label = f"In the SQL pad: {counted(len(answer.runs), 'time')} run or handed in"
    with st.expander(label, icon=":material/terminal:"):
        for run in answer.runs:
            _run(run)
        files.offer("sessions", session_sheets.pad_runs(view, answer))


def show_final(answer: AnswerView) -> None:
    """Show the final query as it is printed, with what the explanation beside it is worth."""
    if answer.query is None:
        return
    st.markdown(f"**{'Final query' if answer.query.kind == 'submit' else 'Last query, not handed in'}**")
    st.code(answer.query.code, language="sql", wrap_lines=True)
    st.text(answer.query.outcome, width="stretch")
    if answer.explanation and answer.explanation.score is not None:
        st.caption(f"Explanation: {percent(answer.explanation.score)} · beside the query, does not count")


def _run(run: PadRun) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_KINDS[run.kind]}**", width="content")
        st.badge(plain(run.verdict.replace("_", " ")), color=_COLOURS.get(run.verdict, "red"))
        score = f" · {percent(run.score)}" if run.score is not None else ""
        took = f" · {run.runtime_ms:.0f} ms" if run.runtime_ms is not None else ""
        st.caption(f"{clocks.local(run.ran_at):%H:%M:%S %Z}{score}{took}", width="content")
    st.code(run.code, language="sql", wrap_lines=True)
    st.text(run.outcome, width="stretch")
