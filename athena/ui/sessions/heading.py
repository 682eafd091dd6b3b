"""The top of a session's page: whose interview, of what kind, and where to go on the page."""

from __future__ import annotations

import streamlit as st

from athena.services.interviewing import Session
from athena.services.session_view import SessionView
from athena.ui.plain import clock, counted, plain
from athena.ui.sessions.words import DEMONSTRATION, NEEDS_A_PERSON, STATUS, dollars, moment

_PLACES = "[Report](#report) · [Questions](#questions) · [Transcript](#transcript) · [Record](#record)"


def show(view: SessionView, *, ways: bool = True) -> None:
    """Show who, when and how, and, if wanted, the ways to the parts of the page."""
    session = view.session
    st.title(plain(session.employee.name), anchor=False)
    department = f" · {plain(session.employee.department)}" if session.employee.department else ""
    st.caption(f"{plain(session.employee.employee_id)}{department} · {moment(session.started_at)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(STATUS[session.status], color="gray")
        if session.demo:
            st.badge(DEMONSTRATION, icon=":material/science:", color="violet")
        if session.plan.practice:
            st.badge("Practice", color="gray")
        if flagged := sum(answer.flagged for answer in view.answers):
            st.badge(
                f"{NEEDS_A_PERSON}: {counted(flagged, 'answer')}",
                icon=":material/person_alert:",
                color="orange",
            )
    with st.container(horizontal=True):
        for label, value in _facts(view):
            with st.container(width="content", gap=None):
                st.caption(label)
                st.markdown(value)
    if ways and not session.in_progress:
        st.markdown(_PLACES)


def _facts(view: SessionView) -> list[tuple[str, str]]:
    session = view.session
    return [
        ("Level", session.plan.level.value.capitalize()),
        ("Planned", f"{counted(session.plan.question_count, 'question')}{_fields(session)}"),
        ("Minutes", _duration(session)),
        ("Engine", plain(session.engine)),
        ("Model", plain(session.model)),
        ("Prompt version", plain(session.prompt_version) or "not told"),
        ("Cost", plain(dollars(view.cost_usd))),
    ]


def _fields(session: Session) -> str:
    categories = ", ".join(category.label for category in session.plan.categories)
    return f" ({categories})" if categories else ""


def _duration(session: Session) -> str:
    if session.ended_at is None:
        return "still running"
    return clock((session.ended_at - session.started_at).total_seconds())
