"""The button that begins an interview, and what may stand in the way."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from athena.bootstrap import App
from athena.domain.consent import Explanation
from athena.domain.interview import InterviewPlan, SessionStatus
from athena.errors import AthenaError, InputError
from athena.services.interviewing import Session
from athena.ui import notices
from athena.ui.interview.taker import Taker
from athena.ui.visit import Step, Visit, new_seed

CALL_S = 30.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What is about to begin, or to go on where it is ``unfinished``, and what was told of it."""

    plan: InterviewPlan
    explanation: Explanation
    unfinished: Session | None


def show(app: App, visit: Visit, taker: Taker, offer: Offer, *, agreed: bool, heard: bool) -> None:
    """Let the person begin who agreed and is heard (or types)."""
    if visit.notice is not None:
        visit.notice.show()
    if offer.unfinished and visit.notice == notices.NO_BUDGET:
        st.button(
            "Go on with the interviewer on this machine",
            type="primary",
            icon=":material/computer:",
            on_click=_go_on_here,
            args=(app, visit, offer.unfinished),
            help="It asks the same questions, costs nothing, and no cloud is needed.",
        )
    label = "Continue the interview" if offer.unfinished else "Begin the interview"
    ready = agreed and heard
    if st.button(label, type="primary", icon=":material/play_arrow:", disabled=not ready):
        _connect(app, visit, taker, offer)
    if not ready:
        missing = "tick the box above" if not agreed else "turn on the microphone"
        st.caption(f"To begin, please {missing}.")


def _go_on_here(app: App, visit: Visit, unfinished: Session) -> None:
    app.go_on_here(unfinished.session_id, notices.NO_BUDGET.title)
    visit.notice = None


def _connect(app: App, visit: Visit, taker: Taker, offer: Offer) -> None:
    """Begin the interview, or say what stands in the way."""
    visit.notice = None
    _call(app, taker, offer.unfinished)
    try:
        session = offer.unfinished or _open(app, visit, taker, offer.plan)
        app.desk.consents.give(taker.viewer, session.session_id, offer.explanation)
        if not app.live.runs(session.session_id):
            app.begin(session, text_only=not visit.by_voice)
    except AthenaError as error:
        visit.notice = notices.of_error(error)
    else:
        visit.session_id, visit.step = session.session_id, Step.LIVE
        st.query_params["session"] = session.session_id
    st.rerun()


def _call(app: App, taker: Taker, unfinished: Session | None) -> None:
    """Wait for an embedded interviewer that still loads its models."""
    if app.waits_for_embedded(unfinished, here=taker.on_this_machine):
        with st.spinner("The interviewer is on the way …"):
            app.embedded.wait(CALL_S)


def _open(app: App, visit: Visit, taker: Taker, plan: InterviewPlan) -> Session:
    if visit.employee is None:
        raise AthenaError("Please give your Employee ID again.")
    if reason := taker.obstacle():
        raise InputError(reason, "Not possible any more")
    session = app.open(visit.employee.employee_id, plan, here=taker.on_this_machine)
    if taker.invitation is not None:
        _bind(app, taker.invitation.invitation_id, session)
    visit.seed = new_seed()
    return session


def _bind(app: App, invitation_id: str, session: Session) -> None:
    """Make the session the one of the invitation; when another browser was faster, it is none."""
    try:
        app.desk.invitations.begun(invitation_id, session.session_id)
    except InputError:
        app.interviewing.close(session.session_id, SessionStatus.ABANDONED)
        raise
