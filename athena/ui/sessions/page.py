"""The sessions page: one session by the address, two of them side by side, or the list to choose from."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.domain.access import Permission, Viewer
from athena.errors import NotFoundError
from athena.services.session_view import SessionView
from athena.ui import access
from athena.ui.frame import INTERVIEW
from athena.ui.sessions import (
    comparison,
    heading,
    listing,
    overview,
    questions,
    record,
    sound,
    taking,
    timeline,
    transcript,
    watching,
)


def show() -> None:
    """Show what the address names."""
    viewer, app = access.require("sessions"), bootstrap.current()
    session_id = st.query_params.get("session")
    if not session_id:
        listing.show(app, viewer)
        return
    try:
        view = app.reading.view(viewer, session_id)
        other_id = st.query_params.get("compare")
        other = app.reading.view(viewer, other_id) if other_id else None
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        st.button("Show all sessions", on_click=_leave)
        return
    if other is not None:
        comparison.show(view, other)
    elif st.query_params.get("print"):
        _printed(view)
    else:
        _session(app, viewer, view)


def _session(app: bootstrap.App, viewer: Viewer, view: SessionView) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("All sessions", icon=":material/arrow_back:", type="tertiary", on_click=_leave)
        comparison.offer(app.reading, viewer, view)
        if viewer.may(Permission.EXPORT):
            taking.offer(app.desk.exports, view)
    heading.show(view)
    if view.session.in_progress and watching.running_here(app, view.session.session_id):
        watching.show(app, view.session.session_id)
        return
    if view.session.in_progress:
        _unfinished(view.session.session_id)
    timeline.show(view)
    if not view.session.in_progress:
        st.header("Report", anchor="report")
        overview.show_score(view.report, view.by_hand)
        overview.show_findings(view.report)
        reviews = app.reviews if viewer.may(Permission.REVIEW) else None
        questions.show(reviews, view)
    sound.show(app.desk.custody.recordings, viewer, view)
    transcript.show(view.transcript)
    record.show(view)


def _printed(view: SessionView) -> None:
    taking.print_rules(view)
    heading.show(view, ways=False)
    overview.show_score(view.report, view.by_hand)
    overview.show_findings(view.report)
    taking.show_questions(view.answers)
    transcript.show(view.transcript)


def _unfinished(session_id: str) -> None:
    st.info(
        "It does not run here now, so there is nothing to watch. What was said so far stands below; the "
        "report is made when the interview ends.",
        title="This interview is not finished",
    )
    st.page_link(
        INTERVIEW,
        label="Go on with it",
        icon=":material/play_arrow:",
        query_params={"session": session_id},
    )


def _leave() -> None:
    for name in ("session", "compare", "print"):
        st.query_params.pop(name, None)
