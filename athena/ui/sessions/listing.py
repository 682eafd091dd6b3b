"""The list of sessions, the newest first, with filters that stand in the address."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Permission, Viewer
from athena.services.reading import SessionLine, Wanted
from athena.ui.frame import INTERVIEW
from athena.ui.plain import counted, percent, plain
from athena.ui.sessions import filters, taking
from athena.ui.sessions.words import BAND_COLOURS, DEMONSTRATION, NEEDS_A_PERSON, STATUS, moment

PAGE = 25


def show(app: App, viewer: Viewer) -> None:
    """Show the filters and what they leave, each session with a way to its page."""
    st.title("Sessions", anchor=False)
    reading = app.reading
    choices = reading.choices(viewer)
    if not choices.people:
        st.markdown("There is no interview yet. The first one appears here with its report.")
        st.page_link(INTERVIEW, label="Begin an interview", icon=":material/play_arrow:")
        return
    wanted = filters.show(choices)
    total = reading.find(viewer, wanted, 0).total
    pages = max(1, -(-total // PAGE))
    page = min(st.session_state.get("page") or 1, pages)
    found = reading.find(viewer, wanted, PAGE, (page - 1) * PAGE)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(counted(found.total, "session"), width="content")
        if found.total and viewer.may(Permission.EXPORT):
            taking.offer_list(app.desk.exports, wanted)
    if not found.lines:
        _nothing(wanted)
    for line in found.lines:
        _line(line)
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _nothing(wanted: Wanted) -> None:
    if wanted.flagged:
        st.markdown("No answer that these filters leave waits for a person.")
    else:
        st.markdown("No session is like that. Take a filter away or search for other words.")
    st.button("Clear all filters", icon=":material/filter_alt_off:", on_click=filters.clear)


def _line(line: SessionLine) -> None:
    session = line.session
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{plain(session.employee.name)}** :gray[{plain(session.employee.employee_id)}]")
            st.caption(
                f"{moment(session.started_at)} · {session.plan.level.value} · {plain(session.engine)} · "
                f"{line.answered} of {session.plan.question_count} answered"
            )
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="xsmall"):
            _state(line)
            st.button(
                "Open",
                key=f"open_{session.session_id}",
                help=f"Open the session of {plain(session.employee.name)}",
                on_click=_open,
                args=(session.session_id,),
            )


def _state(line: SessionLine) -> None:
    if line.session.demo:
        st.badge(DEMONSTRATION, icon=":material/science:", color="violet")
    if line.flagged:
        st.badge(NEEDS_A_PERSON, icon=":material/person_alert:", color="orange")
    if line.overall_score is not None and line.band is not None:
        st.badge(f"{percent(line.overall_score)} {line.band}", color=BAND_COLOURS[line.band])
    elif line.overall_score is not None:
        st.badge("Too few answers", color="gray")
    else:
        st.badge(STATUS[line.session.status], color="gray")


def _open(session_id: str) -> None:
    st.query_params["session"] = session_id
