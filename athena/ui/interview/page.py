"""The interview page: one step of the visit at a time."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.domain.interview import SessionStatus
from athena.errors import NotFoundError
from athena.ui.interview import closing, conversation, preparation, welcome
from athena.ui.interview.places import make_places
from athena.ui.visit import Ending, Step, Visit, current_visit

_ENDINGS = {SessionStatus.COMPLETED: Ending.COMPLETED, SessionStatus.ABANDONED: Ending.ENDED_EARLY}


def show() -> None:
    """Show the step this tab is at."""
    app, visit = bootstrap.current(), current_visit()
    _return_by_address(app, visit)
    places = make_places()
    match visit.step:
        case Step.PREPARE:
            preparation.show(app, visit, places)
        case Step.LIVE:
            conversation.show(app, visit, places)
        case Step.WELCOME:
            with places.head:
                welcome.show(app, visit)
        case Step.REGISTER:
            with places.head:
                welcome.show_registration(app, visit)
        case Step.CLOSED:
            with places.head:
                closing.show(app, visit)


def _return_by_address(app: bootstrap.App, visit: Visit) -> None:
    """After a reload the address still names the session: go back to it."""
    session_id = st.query_params.get("session")
    if visit.step is not Step.WELCOME or not session_id:
        return
    try:
        session = app.interviewing.session(session_id)
    except NotFoundError:
        st.query_params.clear()
        return
    visit.employee, visit.session_id = session.employee, session.session_id
    if session.status is not SessionStatus.IN_PROGRESS:
        visit.ending, visit.step = _ENDINGS[session.status], Step.CLOSED
    elif (live := app.live.get(session_id)) is not None and live.alive:
        visit.by_voice, visit.step = not live.text_only, Step.LIVE
    else:
        visit.step = Step.PREPARE
