"""Before the interview: what it is, what will happen, the consent to it, and the microphone."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.consent import explain
from athena.ui import access
from athena.ui.interview import beginning, choices, explaining, hearing
from athena.ui.interview.beginning import Offer
from athena.ui.interview.places import Places
from athena.ui.interview.taker import Taker
from athena.ui.plain import plain
from athena.ui.visit import Visit, begin_anew
from athena.ui.voice.probe import probe_microphone


def show(app: App, visit: Visit, places: Places, taker: Taker) -> None:
    """Lead up to the interview, in the order in which it is read."""
    if visit.employee is None:
        begin_anew()
        st.rerun()
    unfinished = taker.unfinished(app, visit.employee)
    with places.head:
        st.title(f"Welcome, {plain(visit.employee.name or visit.employee.employee_id)}", anchor=False)
        plan = choices.show_plan(app, visit, taker, unfinished)
        explanation = explain(taker.conditions(app, plan, unfinished))
        explaining.show_facts(explanation, folded=taker.is_typed or unfinished is not None)
        agreed = explaining.ask_consent(app, explanation, unfinished)
        choices.choose_way(visit, taker)
        microphone = probe_microphone()
    with places.microphone:
        line = hearing.check(app, visit, microphone)
    with places.body:
        offer = Offer(plan, explanation, unfinished)
        beginning.show(app, visit, taker, offer, agreed=agreed, heard=line is not None or not visit.by_voice)
        if taker.invitation is not None and not app.settings.with_accounts:
            st.button(
                "Leave this invitation", type="tertiary", icon=":material/undo:", on_click=_leave, args=(app,)
            )


def _leave(app: App) -> None:
    """Give this machine back to whoever sits at it; the link of the invitation leads here again."""
    app.desk.sign_ins.close(access.token())
    begin_anew()
