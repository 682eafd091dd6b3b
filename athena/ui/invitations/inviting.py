"""Inviting people: by which template, whom, for how long, and who has extra time."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.invitations import VALID_DAYS
from athena.domain.templates import EXTRA_TIMES, Template
from athena.services import inviting
from athena.ui.invitations import importing, state
from athena.ui.invitations.acting import act
from athena.ui.invitations.words import extra_time, rules, summary
from athena.ui.plain import plain


def show(app: App, viewer: Viewer) -> None:
    """Show the steps from a template to links."""
    templates = [one for one in app.desk.templates.newest(viewer) if not one.retired]
    if not templates:
        st.markdown("An interview is made from a template: how long it is, what it is about, who is asked.")
        st.button(
            "Create a template",
            type="primary",
            icon=":material/add:",
            on_click=state.go,
            args=(state.TEMPLATES,),
        )
        return
    st.header("Which interview?", anchor=False)
    template = _template(templates)
    st.header("Whom?", anchor=False)
    people = _people(app, viewer)
    factors = _extra_time(people, template)
    st.header("For how long?", anchor=False)
    days = st.number_input(
        "Days the links work", VALID_DAYS[0], VALID_DAYS[-1], inviting.VALID_DAYS, key="valid_days", width=220
    )
    st.button(
        _label(len(people)),
        type="primary",
        icon=":material/mail:",
        disabled=not people,
        on_click=_invite,
        args=(app, template.template_id, list(people), int(days), factors),
    )
    if not people:
        st.caption("To go on, pick somebody above.")


def _label(people: int) -> str:
    return {0: "Invite", 1: "Invite 1 person"}.get(people, f"Invite {people} people")


def _template(templates: list[Template]) -> Template:
    by_id = {one.template_id: one for one in templates}
    chosen = st.selectbox(
        "Template",
        list(by_id),
        format_func=lambda key: f"{by_id[key].name} (version {by_id[key].version})",
        key="by_template",
    )
    template = by_id.get(chosen, templates[0])
    st.caption(plain(summary(template)))
    st.caption(plain(rules(template)))
    return template


def _people(app: App, viewer: Viewer) -> dict[str, str]:
    """Let people be picked; return their names by Employee ID."""
    known = {
        one.employee.employee_id: f"{one.employee.name} ({one.employee.employee_id})"
        for one in app.desk.people.everybody(viewer)
    }
    state.settle_picked(known)
    picked = st.multiselect(
        "People",
        list(known),
        format_func=known.__getitem__,
        key=state.PEOPLE,
        filter_mode="contains",
        select_all=False,  # Enter would take everybody who matches
        placeholder="Type a name or an Employee ID" if known else "Nobody is known yet: add people below",
    )
    importing.show(app.desk.people, viewer)
    return {employee_id: known[employee_id] for employee_id in picked}


def _extra_time(people: dict[str, str], template: Template) -> dict[str, float]:
    """Let single people have extra time of their own; return their factors by Employee ID."""
    with st.expander("Extra time for single people", icon=":material/more_time:"):
        st.caption(
            "It stretches the wait for the end of an answer and the time limit. "
            f"By the template: {extra_time(template.extra_time).lower()}."
        )
        chosen = st.multiselect(
            "Who",
            list(people),
            format_func=lambda one: people.get(one, one),
            key="with_extra_time",
            select_all=False,
        )
        return {
            employee_id: st.selectbox(
                f"Extra time of {people[employee_id]}",
                EXTRA_TIMES,
                index=EXTRA_TIMES.index(1.5),
                format_func=extra_time,
                key=f"extra_{employee_id}",
            )
            for employee_id in chosen
        }


def _invite(app: App, template_id: str, people: list[str], days: int, factors: dict[str, float]) -> None:
    def invite(viewer: Viewer) -> None:
        invited = app.desk.inviting.create(viewer, template_id, people, valid_days=days, extra_time=factors)
        state.hand_out(invited.links, dict(invited.refused))
        st.session_state[state.PEOPLE] = []

    act(invite)
