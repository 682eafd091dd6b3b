"""Help with a problem: hints one after another, and the solution for who passed or gives up."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from athena.domain.problems import Language
from athena.errors import AccessError
from athena.services.practice import Practice
from athena.services.practice_views import ProblemView, Solution
from athena.ui import access
from athena.ui.plain import plain

_ASKED = "giving_up"


def show_hints(practice: Practice, employee_id: str, view: ProblemView) -> None:
    """Show the hints asked for so far, and offer what is left."""
    used = len(view.hints)
    st.subheader("Hints", anchor=False)
    st.caption(f"{used} of {view.hint_count} hints used")
    for number, hint in enumerate(view.hints, start=1):
        st.markdown(f":material/lightbulb: **{number}.** {plain(hint)}")
    with st.container(horizontal=True):
        if used < view.hint_count:
            st.button(
                f"Show hint {used + 1}",
                icon=":material/lightbulb:",
                help="It is counted with your submissions.",
                on_click=_take_hint,
                args=(practice, employee_id, view.problem_id),
            )
        if view.solution is None:
            st.button(
                "Give up", icon=":material/flag:", type="tertiary", on_click=_ask, args=(view.problem_id,)
            )
    if view.solution is None and st.session_state.get(_ASKED) == view.problem_id:
        _confirm(practice, employee_id, view.problem_id)


def show_solution(solution: Solution, language: Language) -> None:
    """Show the solution with its explanation, other ways, and what goes wrong often."""
    st.subheader("Solution", anchor=False)
    first, *others = solution.queries
    st.code(first.strip(), language=language.value, wrap_lines=True)
    st.markdown(solution.explanation)
    if others:
        st.markdown("**Another way**" if len(others) == 1 else "**Other ways**")
    for other in others:
        st.code(other.strip(), language=language.value, wrap_lines=True)
    if solution.mistakes:
        with st.expander("What often goes wrong", icon=":material/report:"):
            for code, why in solution.mistakes:
                st.markdown(plain(why))
                st.code(code.strip(), language=language.value, wrap_lines=True)


def _take_hint(practice: Practice, employee_id: str, problem_id: str) -> None:
    with suppress(AccessError):  # the page says it
        practice.hint(access.require("problems"), employee_id, problem_id)


def _ask(problem_id: str) -> None:
    st.session_state[_ASKED] = problem_id


def _close() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Show the solution?", icon=":material/flag:", on_dismiss=_close)
def _confirm(practice: Practice, employee_id: str, problem_id: str) -> None:
    st.markdown(
        "The problem counts as given up until a submission of yours passes. You can go on trying afterwards."
    )
    with st.container(horizontal=True):
        if st.button("Show the solution", type="primary"):
            practice.give_up(access.still("problems"), employee_id, problem_id)
            _close()
            st.rerun()
        if st.button("Keep trying"):
            _close()
            st.rerun()
