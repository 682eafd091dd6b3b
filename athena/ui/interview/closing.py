"""The closing screen."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import EMBEDDED, App
from athena.domain.access import Permission
from athena.ui.frame import PROGRESS, SESSIONS
from athena.ui.interview.taker import Taker
from athena.ui.plain import plain
from athena.ui.visit import Ending, Step, Visit, begin_anew

_TITLES = {
    Ending.COMPLETED: "Thank you, that was it",
    Ending.ENDED_EARLY: "Thank you for your time",
    Ending.PAUSED: "Paused",
    Ending.FAILED: "The interview was interrupted",
}
_TEXTS = {
    Ending.COMPLETED: "Your interview is complete and everything you said is stored. {report}",
    Ending.ENDED_EARLY: "You ended early. What you answered is stored. {report}",
    Ending.PAUSED: "Everything you said is stored. Come back {way_back} to go on from here.",
    Ending.FAILED: "Everything you said is stored. You can go on where the interview stopped.",
}


def show(app: App, visit: Visit, taker: Taker) -> None:
    """Say how the interview ended and where to go from here."""
    st.title(_TITLES[visit.ending], anchor=False)
    st.markdown(_TEXTS[visit.ending].format(report=_report(taker), way_back=taker.way_back))
    if visit.notice is not None:
        visit.notice.show()
    with st.container(horizontal=True):
        if visit.ending in (Ending.PAUSED, Ending.FAILED):
            _offer_to_go_on(app, visit)
        elif taker.viewer.may(Permission.SEE_OWN):
            _report_button(visit, SESSIONS if taker.viewer.may(Permission.SEE_SESSIONS) else PROGRESS)
        if taker.is_typed:
            st.button("Start over with another person", icon=":material/restart_alt:", on_click=begin_anew)
    if visit.employee is not None:
        st.caption(f"Interview of {plain(visit.employee.name)}, number {visit.session_id}")


def show_obstacle(reason: str) -> None:
    """Say why the interview of an invitation can be taken no more, and whom to ask."""
    st.title("This interview cannot be taken any more", anchor=False)
    st.info(plain(reason), icon=":material/mail:")


def _report(taker: Taker) -> str:
    """Return what becomes of the report, in a sentence."""
    if taker.template is not None:
        contact = taker.template.contact
        return (
            f"Your report goes to {plain(contact.name)}. If you have a question, {plain(contact.in_words)} "
            "can help. You can close this page."
        )
    return "Your report is ready."


def _offer_to_go_on(app: App, visit: Visit) -> None:
    cloud = app.interviewing.session(visit.session_id).engine != EMBEDDED
    if visit.ending is Ending.FAILED and cloud:
        st.button(
            "Go on with the interviewer on this machine",
            type="primary",
            icon=":material/computer:",
            on_click=_go_on_here,
            args=(app, visit),
            help="It asks the same question again. Nothing you said is lost, and no cloud is needed.",
        )
    st.button(
        "Continue the interview",
        type="primary",
        icon=":material/play_arrow:",
        key="resume",
        on_click=_resume,
        args=(visit,),
    )


def _report_button(visit: Visit, page: str) -> None:
    if st.button("Read the report", type="primary", icon=":material/description:"):
        st.switch_page(page, query_params={"session": visit.session_id})


def _go_on_here(app: App, visit: Visit) -> None:
    app.go_on_here(visit.session_id, visit.notice.text if visit.notice else "")
    _resume(visit)


def _resume(visit: Visit) -> None:
    visit.notice, visit.step = None, Step.PREPARE
