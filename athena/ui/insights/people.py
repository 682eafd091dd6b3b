"""One person's profile: how it goes, strong and weak in what, beside the department, what to solve next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from athena import bootstrap
from athena.services.insights import Insights, Options, Person
from athena.ui import access
from athena.ui.frame import SESSIONS
from athena.ui.insights import filters, profile
from athena.ui.insights.cards import nothing_yet
from athena.ui.plain import plain


def show() -> None:
    """Show who there is to choose from, and the person the address names."""
    app = bootstrap.current()
    insights = Insights(app.figures, access.require("people"))
    st.title("People", anchor=False)
    options = insights.options()
    if not options.people:
        nothing_yet()
        return
    chosen = _choose(options)
    if not chosen:
        st.markdown("Choose a person to see how their interviews go and what to practise next.")
        return
    wanted = replace(filters.period_only("All time"), employee_id=chosen)
    person = insights.person(chosen)
    _heading(person)
    profile.show(insights, app.practice, person, wanted, SESSIONS)


def _choose(options: Options) -> str:
    labels = {f"{name} · {employee_id}": employee_id for employee_id, name in options.people}
    chosen = st.selectbox(
        "Person",
        list(labels),
        index=None,
        key="person",
        bind="query-params",
        placeholder="Type a name",
        width=420,
    )
    return labels.get(chosen or "", "")


def _heading(person: Person) -> None:
    st.header(plain(person.name), anchor=False)
    parts = [plain(part) for part in (person.role, person.department) if part]
    if person.demo:
        parts.append("made up for the demonstration")
    if parts:
        st.caption(" · ".join(parts))
