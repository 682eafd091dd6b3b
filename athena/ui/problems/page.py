"""The practice page: who practises, then the problem the address names, or the list to choose from."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.errors import NotFoundError
from athena.ui import access
from athena.ui.problems import listing, problem, who

_ASKED = "Solve problems as often as you like. Your Employee ID keeps your progress together."


def show() -> None:
    """Show what the address names."""
    viewer, app = access.require("problems"), bootstrap.current()
    employee = who.find(app, viewer, "Practise in your own time", _ASKED)
    if employee is None:
        return
    problem_id = st.query_params.get("problem")
    if not problem_id:
        listing.show(app.practice, viewer, employee)
        return
    st.button("All problems", icon=":material/arrow_back:", type="tertiary", on_click=_leave)
    try:
        view = app.practice.problem(viewer, employee.employee_id, problem_id)
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        return
    problem.show(app.practice, viewer, employee.employee_id, view)


def _leave() -> None:
    st.query_params.pop("problem", None)
