"""Demonstration data: a button that puts it in, and one that takes it out."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from athena.errors import AccessError, AthenaError
from athena.services.demo import PEOPLE, SESSIONS, Demo
from athena.ui import access

_TOLD = "demonstration"


def show(demo: Demo) -> None:
    """Show what demonstration data there is, and offer to load or to remove it."""
    st.header("Demonstration data", anchor=False)
    size = demo.size()
    if size.people:
        st.markdown(
            f"There are {size.people:,} made-up people with {size.sessions:,} sessions and "
            f"{size.responses:,} answers, marked as a demonstration everywhere."
        )
        st.button("Remove the demonstration data", icon=":material/delete:", on_click=_remove, args=(demo,))
    else:
        st.markdown(
            f"{PEOPLE} made-up people with {SESSIONS} sessions over nine months, to look around. They are "
            "marked as a demonstration everywhere, cost no budget and can be removed in one step."
        )
        st.button("Load the demonstration data", icon=":material/science:", on_click=_load, args=(demo,))
    if told := st.session_state.pop(_TOLD, None):
        st.success(told)


def _load(demo: Demo) -> None:
    try:
        size = demo.load(access.require("operations"))
    except AthenaError as error:  # another tab was faster
        st.session_state[_TOLD] = error.message
        return
    st.session_state[_TOLD] = f"{size.people:,} people and {size.sessions:,} sessions were put in."


def _remove(demo: Demo) -> None:
    with suppress(AccessError):  # the page says it
        size = demo.remove(access.require("operations"))
        st.session_state[_TOLD] = f"{size.people:,} people and {size.sessions:,} sessions were taken out."
