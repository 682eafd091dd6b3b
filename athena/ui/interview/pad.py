"""The SQL pad beside the conversation: the task, its tables, the editor, and what running a query showed."""

from __future__ import annotations

from typing import Final

import streamlit as st

from athena.bootstrap import App
from athena.realtime.session import LiveInterview
from athena.services.pad import PadOutcome
from athena.ui.editor.widget import Edited, Run, code_editor
from athena.ui.interview.pad_desk import Desk
from athena.ui.plain import plain
from athena.ui.problems import tables

_KEY: Final = "pad_desk"
_HINT: Final = "SELECT …   Ctrl+Enter runs it; Escape, then Tab leaves the editor"
_LOOK_AGAIN_S: Final = 0.3


@st.fragment
def show(app: App, live: LiveInterview, number: int, *, practice: bool) -> None:
    """Show the pad of question ``number``; only this part is drawn again while somebody types."""
    desk = _desk(app, live.session_id, number)
    if desk is None:
        return
    desk.settle()
    with st.container(border=True):
        st.subheader("SQL pad", anchor=False)
        st.markdown(desk.task.statement)
        with st.expander("Tables with sample data", icon=":material/table:", expanded=True):
            tables.show_sample(desk.task.tables, desk.task.setup)
        edited = code_editor(
            f"pad:{desk.task.question_id}",
            text=desk.task.code,
            label="Your query",
            tables={one.name: [column.name for column in one.table.columns] for one in desk.task.tables},
            fault=desk.fault,
            hint=_HINT,
            lines=9,
        )
        _listen(live, desk, edited)
        _act(app, live, desk, edited)
        if desk.running:
            _await(desk)
        else:
            _show_outcome(desk, practice=practice)


def _desk(app: App, session_id: str, number: int) -> Desk | None:
    """Return the desk of a question, begun when there is none; None when it is not answered by a query."""
    known = st.session_state.get(_KEY)
    if isinstance(known, Desk) and (known.session_id, known.number) == (session_id, number):
        return known
    if isinstance(known, Desk):
        known.stop()
    with st.spinner("The tables are being made …"):
        task = app.pad.task(session_id)
    if task is None:
        return None
    desk = Desk(session_id, number, task, task.code, submitted=task.submitted)
    st.session_state[_KEY] = desk
    return desk


def _listen(live: LiveInterview, desk: Desk, edited: Edited) -> None:
    """Let the interviewer know that somebody writes."""
    if edited.text != desk.text:
        desk.text = edited.text
        live.wrote()


def _act(app: App, live: LiveInterview, desk: Desk, edited: Edited) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        run = st.button("Run", icon=":material/play_arrow:", help="Try it on the sample: Ctrl+Enter")
        submit = st.button("Submit", type="primary", icon=":material/send:", help="Hand it in as your answer")
        if desk.submitted:
            st.badge("Handed in", icon=":material/check:", color="green")
    asked = edited.run or (Run(edited.text) if run or submit else None)
    if asked is None:
        return
    before = (desk.fault, desk.submitted)
    desk.begin(app.pad, live, asked, submit=submit)
    desk.settle()
    if (desk.fault, desk.submitted) != before:
        st.rerun(scope="fragment")  # the editor above shows the fault, the badge that it is handed in


@st.fragment(run_every=_LOOK_AGAIN_S)
def _await(desk: Desk) -> None:
    """Tell that a query runs, and how to end it, until it is over."""
    if not desk.busy:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.status("The query runs …", state="running")
        st.button("Cancel", icon=":material/stop_circle:", on_click=desk.stop)


def _show_outcome(desk: Desk, *, practice: bool) -> None:
    outcome = desk.outcome
    if outcome is None:
        if desk.fault:
            st.warning(plain(desk.fault.message), title="No result", icon=":material/info:")
        return
    if outcome.run.kind == "submit":
        words = (
            plain(outcome.words) if practice else "You can change it and hand it in again until you go on."
        )
        st.success(words, title="Handed in", icon=":material/check_circle:")
    elif outcome.table is None:
        place = f"Line {desk.fault.line}" if desk.fault and desk.fault.line else "The query did not run"
        st.error(
            plain(desk.fault.message if desk.fault else outcome.words), title=place, icon=":material/error:"
        )
    else:
        _show_result(outcome)


def _show_result(outcome: PadOutcome) -> None:
    if outcome.run.right_count:
        st.success(
            "Submit it to hand it in as your answer.",
            title="Right on the sample",
            icon=":material/check_circle:",
        )
    else:
        st.warning(plain(outcome.words), title="Not yet the expected result", icon=":material/difference:")
    if outcome.table and outcome.expected:
        tables.show_beside(outcome.table, outcome.expected)
