"""My progress: one's own figures, what to practise next, and one's own reports."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from athena import bootstrap
from athena.domain.insights import Filters
from athena.errors import NotFoundError
from athena.services.insights import Insights, Person
from athena.services.interviewing import Employee
from athena.ui import access
from athena.ui.frame import INTERVIEW, PROBLEMS, PROGRESS
from athena.ui.insights import filters, profile
from athena.ui.plain import plain
from athena.ui.problems import who
from athena.ui.progress import report

_ASKED = "Your interviews, what you are strong in, and what to practise next. Whose are they?"


def show() -> None:
    """Show the report the address names, or the figures."""
    viewer, app = access.require("progress"), bootstrap.current()
    employee = who.find(app, viewer, "My progress", _ASKED)
    if employee is None:
        return
    if session_id := st.query_params.get("session"):
        report.show(app, viewer, employee, session_id)
        return
    st.title("My progress", anchor=False)
    who.show(viewer, employee)
    insights = Insights(app.figures, viewer)
    person = _interviewed(insights, employee)
    if person is None:
        _nothing_yet()
    else:
        _figures(app, insights, person)


def _interviewed(insights: Insights, employee: Employee) -> Person | None:
    """Return the person as the figures know them; None before the first interview."""
    try:
        person = insights.person(employee.employee_id)
    except NotFoundError:  # registered a moment ago
        return None
    return person if insights.totals(Filters(employee_id=person.employee_id)).interviews else None


def _figures(app: bootstrap.App, insights: Insights, person: Person) -> None:
    if parts := [plain(part) for part in (person.role, person.department) if part]:
        st.caption(" · ".join(parts))
    wanted = replace(filters.period_only("All time"), employee_id=person.employee_id)
    profile.show(insights, app.practice, person, wanted, PROGRESS)


def _nothing_yet() -> None:
    st.markdown("There is no interview of yours yet. After the first one your figures and report are here.")
    with st.container(horizontal=True):
        st.page_link(INTERVIEW, label="Begin an interview", icon=":material/play_arrow:")
        st.page_link(PROBLEMS, label="Open a coding problem", icon=":material/code:")
