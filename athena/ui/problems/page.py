"""The practice page: who practises, then the problem the address names, or the list to choose from."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.errors import NotFoundError
from athena.ui.problems import listing, problem, who


def show() -> None:
    """Show what the address names."""
    app = bootstrap.current()
    employee = who.find(app)
    if employee is None:
        return
    problem_id = st.query_params.get("problem")
    if not problem_id:
        listing.show(app.practice, employee)
        return
    st.button("All problems", icon=":material/arrow_back:", type="tertiary", on_click=_leave)
    try:
        view = app.practice.problem(employee.employee_id, problem_id)
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        return
    problem.show(app.practice, employee.employee_id, view)


def _leave() -> None:
    st.query_params.pop("problem", None)
