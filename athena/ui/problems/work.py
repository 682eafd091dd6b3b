"""Where a problem is worked on: the editor, Run and Submit, and what came of it."""

from __future__ import annotations

import streamlit as st

from athena.domain.access import Viewer
from athena.domain.problems import Language
from athena.services.practice import Practice
from athena.services.practice_views import ProblemView
from athena.ui.editor.widget import Edited, Run, code_editor, stands, write
from athena.ui.problems import verdict
from athena.ui.problems.desk import Desk

_LOOK_AGAIN_S = 0.3
_RUN_ON = {Language.SQL: ("sample", "data"), Language.PYTHON: ("examples", "tests")}


def show(practice: Practice, viewer: Viewer, desk: Desk, view: ProblemView) -> None:
    """Show the editor with what was written last, and under it the end of the last run."""
    desk.settle()
    edited = _editor(practice, viewer, desk, view)
    desk.drafts[desk.problem_id] = edited.text
    seen, everything = _RUN_ON[view.language]
    with st.container(horizontal=True, vertical_alignment="center"):
        tried = st.button(
            "Run",
            icon=":material/play_arrow:",
            help=f"On the {seen}. Ctrl+Enter or Cmd+Enter does it, too.",
        )
        handed_in = st.button(
            "Submit",
            type="primary",
            icon=":material/publish:",
            help=f"On all {everything}, also what you do not see.",
        )
    if handed_in:
        desk.hand_in(practice, viewer, Run(edited.text))
    elif edited.run or tried:
        desk.try_out(practice, viewer, edited.run or Run(edited.text))
    if desk.settle():
        _await(desk)
    elif handed_in or edited.run or tried:
        st.rerun()  # what stands above follows from it
    else:
        verdict.show(desk, view.language)


def _editor(practice: Practice, viewer: Viewer, desk: Desk, view: ProblemView) -> Edited:
    if not stands(desk.editor):
        write(desk.editor, _start(practice, viewer, desk, view))
    return code_editor(
        desk.editor,
        label="Your answer",
        language=view.language.value,
        tables={one.name: [column.name for column in one.table.columns] for one in desk.sample or ()},
        fault=desk.fault,
        hint="Ctrl+Enter runs it; Escape, then Tab leaves the editor",
        lines=12,
    )


def _start(practice: Practice, viewer: Viewer, desk: Desk, view: ProblemView) -> str:
    """Return the draft of this tab, or what was handed in last, or what everybody begins with."""
    if desk.problem_id in desk.drafts:
        return desk.drafts[desk.problem_id]
    before = practice.history(viewer, desk.employee_id, desk.problem_id)
    return before[0].code if before else view.starter


@st.fragment(run_every=_LOOK_AGAIN_S)
def _await(desk: Desk) -> None:
    """Tell that something runs, and how to end it, until it is over."""
    if not desk.busy:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.status("Your code runs …", state="running")
        st.button("Cancel", icon=":material/stop_circle:", on_click=desk.stop)
