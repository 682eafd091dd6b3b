"""Who practises in this tab: who signed in, else the person of its interview, or who is asked for here."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.people import NAME_LENGTH
from athena.errors import InputError, NotFoundError
from athena.services.interviewing import Employee
from athena.ui import entrance
from athena.ui.plain import plain
from athena.ui.visit import current_visit

_KNOWN = "practising"
_NEW = "practising_anew"


def find(app: App, viewer: Viewer, title: str, words: str) -> Employee | None:
    """Return who practises; None when that is still asked for on the page, under ``title`` and ``words``.

    Raises NotFoundError.
    """
    if not viewer.local:
        return _signed_in(app, viewer)
    known = current_visit().employee or st.session_state.get(_KNOWN)
    if isinstance(known, Employee):
        return known
    if _NEW in st.session_state:
        _register(app, st.session_state[_NEW])
    else:
        _ask(app, title, words)
    return None


def _signed_in(app: App, viewer: Viewer) -> Employee:
    employee = app.interviewing.find_employee(viewer.employee_id)
    if employee is None:
        raise NotFoundError("Your account has no person behind it. Ask an administrator to mend that.")
    return employee


def show(viewer: Viewer, employee: Employee) -> None:
    """Show who practises, and the way to be somebody else where nobody signs in and no interview knows."""
    if not viewer.local:
        return
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.caption(f"You are **{plain(employee.name)}** ({plain(employee.employee_id)})")
        if current_visit().employee is None:
            st.button("Not you?", type="tertiary", on_click=_forget)


def _ask(app: App, title: str, words: str) -> None:
    st.title(title, anchor=False)
    st.markdown(words)
    visit = current_visit()
    with st.form("practising_as", border=True, width=640):
        typed = st.text_input(
            "Employee ID",
            value=visit.employee_id,
            max_chars=64,
            placeholder="for example E1042",
            autocomplete="off",
        )
        pressed = st.form_submit_button("Continue", type="primary", icon=":material/arrow_forward:")
    if not pressed:
        return
    try:
        employee = entrance.find(app, visit, typed or "")
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/badge:")
        return
    st.session_state[_NEW if employee is None else _KNOWN] = employee or visit.employee_id
    st.rerun()


def _register(app: App, employee_id: str) -> None:
    st.title("Nice to meet you", anchor=False)
    st.markdown(f"The Employee ID **{plain(employee_id)}** is new here. Please tell us your name.")
    with st.form("practising_newcomer", border=True, width=640):
        name = st.text_input(
            "Name", max_chars=NAME_LENGTH, autocomplete="name", placeholder="as you like to be called"
        )
        with st.container(horizontal=True):
            pressed = st.form_submit_button("Continue", type="primary", icon=":material/arrow_forward:")
            st.form_submit_button("Use another ID", on_click=_forget)
    if not pressed:
        return
    try:
        st.session_state[_KNOWN] = app.interviewing.admit(employee_id, name or "")
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/edit:")
        return
    st.session_state.pop(_NEW, None)
    st.rerun()


def _forget() -> None:
    for key in (_KNOWN, _NEW):
        st.session_state.pop(key, None)
    current_visit().employee_id = ""
