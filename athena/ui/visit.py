"""Where one browser tab stands on the way through an interview."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

import streamlit as st

from athena.services.interviewing import Employee
from athena.ui.notices import Notice

_KEY = "visit"


class Step(StrEnum):
    """The steps in their order."""

    WELCOME = "welcome"
    REGISTER = "register"
    PREPARE = "prepare"
    LIVE = "live"
    CLOSED = "closed"


class Ending(StrEnum):
    """How an interview came to its closing screen."""

    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    PAUSED = "paused"
    FAILED = "failed"


@dataclass(slots=True)
class Visit:
    """One tab's way; kept in session state, so a reload begins a new one (see ``pages``' query parameter)."""

    step: Step = Step.WELCOME
    employee: Employee | None = None
    employee_id: str = ""
    session_id: str = ""
    by_voice: bool = True
    muted: bool = False
    ending: Ending = Ending.COMPLETED
    notice: Notice | None = None
    refusals: deque[float] = field(default_factory=deque)


def current_visit() -> Visit:
    """Return this tab's visit, begun when there is none."""
    visit = st.session_state.get(_KEY)
    if not isinstance(visit, Visit):
        visit = st.session_state[_KEY] = Visit()
    return visit


def begin_anew() -> Visit:
    """Forget this tab's visit and return a fresh one."""
    st.session_state.pop(_KEY, None)
    st.query_params.clear()
    return current_visit()
