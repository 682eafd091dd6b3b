"""The interview page: one step of the visit at a time."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.bootstrap import App
from athena.domain.interview import SessionStatus
from athena.errors import NotFoundError
from athena.ui.interview import closing, conversation, preparation, welcome
from athena.ui.interview.places import Places, make_places
from athena.ui.interview.taker import Taker, current_taker
from athena.ui.visit import Ending, Step, Visit, begin_anew, current_visit

_ENDINGS = {SessionStatus.COMPLETED: Ending.COMPLETED, SessionStatus.ABANDONED: Ending.ENDED_EARLY}


def show() -> None:
    """Show the step this tab is at."""
    app = bootstrap.current()
    taker = current_taker(app)
    visit = _visit_of(app, taker)
    _return_to_session(app, visit, taker)
    places = make_places()
    reason = taker.obstacle() if visit.step is Step.PREPARE else None
    if reason is not None:
        with places.head:
            closing.show_obstacle(reason)
        return
    _show_step(app, visit, places, taker)


def _show_step(app: App, visit: Visit, places: Places, taker: Taker) -> None:
    match visit.step:
        case Step.PREPARE:
            preparation.show(app, visit, places, taker)
        case Step.LIVE:
            conversation.show(app, visit, places, taker)
        case Step.WELCOME:
            with places.head:
                welcome.show(app, visit)
        case Step.REGISTER:
            with places.head:
                welcome.show_registration(app, visit)
        case Step.CLOSED:
            with places.head:
                closing.show(app, visit, taker)


def _visit_of(app: App, taker: Taker) -> Visit:
    """Return this tab's visit: that of whoever signed in or was invited, and of nobody else."""
    visit = current_visit()
    if taker.is_typed:
        return visit
    if visit.employee and not taker.viewer.is_person(visit.employee.employee_id):
        begin_anew()
        visit = current_visit()
    if visit.employee is None:
        visit.employee = taker.employee(app)
    return visit


def _return_to_session(app: App, visit: Visit, taker: Taker) -> None:
    """At the start of a visit, go back to the session that the address names or the invitation is for."""
    if visit.step is not Step.WELCOME:
        return
    if not taker.is_typed:
        visit.step = Step.PREPARE
    invited_to = taker.invitation.session_id if taker.invitation else None
    session_id = invited_to or st.query_params.get("session")
    if not session_id:
        return
    try:
        session = app.interviewing.session(session_id)
    except NotFoundError:
        session = None
    if session is None or not taker.owns(session):
        st.query_params.clear()
        return
    visit.employee, visit.session_id = session.employee, session.session_id
    if not session.in_progress:
        visit.ending, visit.step = _ENDINGS[session.status], Step.CLOSED
    elif (live := app.live.get(session.session_id)) is not None and live.alive:
        visit.by_voice, visit.step = not live.text_only, Step.LIVE
    else:
        visit.step = Step.PREPARE
