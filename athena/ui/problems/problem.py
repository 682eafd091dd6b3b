"""One problem: what is asked on the left, what is written and what came of it on the right."""

from __future__ import annotations

import streamlit as st

from athena.domain.access import Viewer
from athena.domain.problems import Language
from athena.services.practice import Practice
from athena.services.practice_views import ProblemView
from athena.ui.plain import plain
from athena.ui.problems import aid, past, program, tables, work
from athena.ui.problems.desk import Desk, desk_of
from athena.ui.problems.listing import open_problem
from athena.ui.problems.words import LANGUAGES, STATUS, level
from athena.ui.scrolling import begin_at_top


def show(practice: Practice, viewer: Viewer, employee_id: str, view: ProblemView) -> None:
    """Show the problem as this person may see it now."""
    desk = desk_of(employee_id, view.problem_id)
    _heading(view)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.markdown(view.statement)
        _given(practice, viewer, desk, view)
        aid.show_hints(practice, employee_id, view)
    with right:
        if practice.runs(view.language):
            work.show(practice, viewer, desk, view)
        else:
            program.show_absence()
        _go_on(practice, viewer, employee_id, view)
        if view.solution:
            aid.show_solution(view.solution, view.language)
        past.show(desk, practice.history(viewer, employee_id, view.problem_id), view.language)


def _heading(view: ProblemView) -> None:
    begin_at_top(view.problem_id)
    st.title(plain(view.title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        STATUS[view.progress.status].show()
        for words in (level(view.difficulty), view.category.label, LANGUAGES[view.language]):
            st.badge(plain(words), color="gray")


def _given(practice: Practice, viewer: Viewer, desk: Desk, view: ProblemView) -> None:
    if view.language is not Language.SQL:
        program.show_tests(view.tests)
        return
    if desk.sample is None:
        with st.spinner("The tables are laid out …"):
            desk.sample = practice.sample(viewer, view.problem_id)
    tables.show_sample(desk.sample, view.setup)


def _go_on(practice: Practice, viewer: Viewer, employee_id: str, view: ProblemView) -> None:
    """Offer another problem to who is done with this one."""
    if not view.progress.sees_solution:
        return
    following = practice.following(viewer, employee_id, view.problem_id)
    if following is None:
        st.markdown(":material/trophy: You are through with every problem that can be run here.")
        return
    st.button(
        f"Next problem: {plain(following.title)}",
        icon=":material/arrow_forward:",
        help=f"{level(following.difficulty)} · {following.category.label}",
        on_click=open_problem,
        args=(following.problem_id,),
    )
