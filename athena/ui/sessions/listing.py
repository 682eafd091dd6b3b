"""The list of recent interviews."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.interview import SessionStatus
from athena.services.reading import SessionLine
from athena.ui.frame import INTERVIEW, SESSIONS
from athena.ui.plain import percent, plain
from athena.ui.sessions.overview import BAND_COLOURS

_STATUS = {
    SessionStatus.IN_PROGRESS: "In progress",
    SessionStatus.COMPLETED: "Completed",
    SessionStatus.ABANDONED: "Ended early",
}


def show(lines: Sequence[SessionLine]) -> None:
    """Show the newest interviews first, each with a way to its report."""
    st.title("Sessions", anchor=False)
    if not lines:
        st.markdown("There is no interview yet. The first one's report appears here.")
        st.page_link(INTERVIEW, label="Begin an interview", icon=":material/play_arrow:")
    for line in lines:
        _line(line)


def _line(line: SessionLine) -> None:
    session = line.session
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{plain(session.employee.name)}** :gray[{plain(session.employee.employee_id)}]")
            st.caption(
                f"{session.started_at:%d %B %Y, %H:%M} UTC · {session.plan.level.value} · "
                f"{line.answered} of {session.plan.question_count} answered"
            )
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            _state(line)
            _link(session.session_id, session.employee.name)


def _state(line: SessionLine) -> None:
    if line.overall_score is not None and line.band is not None:
        st.badge(f"{percent(line.overall_score)} {line.band}", color=BAND_COLOURS[line.band])
    elif line.overall_score is not None:
        st.badge("Too few answers for a band", color="gray")
    else:
        st.badge(_STATUS[line.session.status], color="gray")


def _link(session_id: str, name: str) -> None:
    if st.button("Open", key=f"open_{session_id}", help=f"Open the report of {plain(name)}"):
        st.switch_page(SESSIONS, query_params={"session": session_id})
