"""The report page: one report by the session in the address, or the list of recent interviews."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.errors import NotFoundError
from athena.ui.frame import INTERVIEW
from athena.ui.sessions import listing, overview, questions
from athena.ui.transcript import show_transcript


def show() -> None:
    """Show the report the address names, otherwise what there is to choose from."""
    app = bootstrap.current()
    session_id = st.query_params.get("session")
    if session_id:
        _report(app, session_id)
    else:
        listing.show(app.reading.recent())


def _report(app: bootstrap.App, session_id: str) -> None:
    try:
        session = app.interviewing.session(session_id)
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")
        st.button("Show recent interviews", on_click=st.query_params.clear)
        return
    st.button(
        "Recent interviews", icon=":material/arrow_back:", type="tertiary", on_click=st.query_params.clear
    )
    overview.show_heading(session)
    if session.in_progress:
        st.info("The report is made when the interview ends.", title="This interview is not finished")
        st.page_link(
            INTERVIEW,
            label="Go on with it",
            icon=":material/play_arrow:",
            query_params={"session": session_id},
        )
        return
    report = app.interviewing.report(session_id)
    overview.show_score(report)
    overview.show_findings(report)
    questions.show(report.items)
    with st.expander("Transcript", icon=":material/forum:"):
        show_transcript(app.reading.transcript(session_id), candidate="Candidate")
