"""Who is it? An Employee ID, and a name when it is new here."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH
from athena.errors import InputError
from athena.services.interviewing import Employee
from athena.ui import entrance
from athena.ui.plain import counted
from athena.ui.visit import Step, Visit

MINUTES_A_QUESTION = 4

_PROMISES = (
    (
        ":material/graphic_eq:",
        "A conversation",
        "Speak or type, whichever you prefer, and change at any time.",
    ),
    (
        ":material/schedule:",
        "At your pace",
        "Thinking aloud is welcome, and so is silence. Ask for a repeat whenever you like.",
    ),
    (
        ":material/description:",
        "A fair report",
        "Every score rests on your own words, and you can read which.",
    ),
)


def show(app: App, visit: Visit) -> None:
    """Ask for the Employee ID."""
    questions = app.settings.question_count
    minutes = min(questions * MINUTES_A_QUESTION, app.settings.time_limit_minutes)
    st.title("Talk about SQL, calmly", anchor=False)
    st.markdown(
        f"An interview of about {counted(questions, 'question')} with a patient interviewer. "
        f"It takes some {counted(minutes, 'minute')}."
    )
    with st.form("employee", border=True):
        typed = st.text_input(
            "Employee ID",
            value=visit.employee_id,
            max_chars=64,
            placeholder="for example E1042",
            autocomplete="off",
        )
        pressed = st.form_submit_button("Continue", type="primary", icon=":material/arrow_forward:")
    if pressed:
        _identify(app, visit, typed or "")
    _promises()


def _promises() -> None:
    st.space("small")
    for column, (icon, title, text) in zip(st.columns(3, gap="medium"), _PROMISES, strict=True):
        with column:
            st.markdown(f"{icon} **{title}**")
            st.caption(text)


def _identify(app: App, visit: Visit, typed: str) -> None:
    try:
        employee = entrance.find(app, visit, typed)
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/badge:")
        return
    if employee is not None:
        _go_on(visit, employee)
    else:
        visit.step = Step.REGISTER
        st.rerun()


def show_registration(app: App, visit: Visit) -> None:
    """Ask somebody new for name and department."""
    st.title("Nice to meet you", anchor=False)
    st.markdown("This Employee ID is new here. Please tell us who you are.")
    with st.form("newcomer", border=True):
        st.text_input("Employee ID", value=visit.employee_id, disabled=True)
        name = st.text_input(
            "Name", max_chars=NAME_LENGTH, autocomplete="name", placeholder="as you like to be called"
        )
        department = st.text_input(
            "Department (optional)", max_chars=DEPARTMENT_LENGTH, autocomplete="organization"
        )
        with st.container(horizontal=True):
            pressed = st.form_submit_button("Continue", type="primary", icon=":material/arrow_forward:")
            back = st.form_submit_button("Use another ID")
    if back:
        visit.step, visit.employee_id = Step.WELCOME, ""
        st.rerun()
    if pressed:
        _register(app, visit, name or "", department or "")


def _register(app: App, visit: Visit, name: str, department: str) -> None:
    try:
        employee = app.interviewing.admit(visit.employee_id, name, department)
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/edit:")
        return
    _go_on(visit, employee)


def _go_on(visit: Visit, employee: Employee) -> None:
    visit.employee, visit.step = employee, Step.PREPARE
    st.rerun()
