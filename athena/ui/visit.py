"""Where one browser tab stands on the way through an interview."""

from __future__ import annotations

import secrets
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


def new_seed() -> int:
    """Return a seed for the questions of one interview."""
    return secrets.randbelow(1_000_000_000)


@dataclass(slots=True)
class Visit:
    """One tab's way; kept in session state, so a reload begins a new one (see ``pages``' query parameter).

    ``seed`` chooses the questions of the next interview that is opened; ``unheard_since`` is when the
    candidate's sound was first missed, on the monotonic clock.
    """

    step: Step = Step.WELCOME
    employee: Employee | None = None
    employee_id: str = ""
    session_id: str = ""
    by_voice: bool = True
    seed: int = field(default_factory=new_seed)
    unheard_since: float | None = None
    ending: Ending = Ending.COMPLETED
    notice: Notice | None = None
    refusals: deque[float] = field(default_factory=deque)

    def missed(self, carries: bool, now: float) -> float:
        """Note whether the candidate's sound arrives, and return for how many seconds it has not."""
        if carries:
            self.unheard_since = None
        elif self.unheard_since is None:
            self.unheard_since = now
        return now - self.unheard_since if self.unheard_since is not None else 0.0


def current_visit() -> Visit:
    """Return this tab's visit, begun when there is none."""
    visit = st.session_state.get(_KEY)
    if not isinstance(visit, Visit):
        visit = st.session_state[_KEY] = Visit()
    return visit


def begin_anew() -> None:
    """Forget this tab's visit; the next one is fresh."""
    st.session_state.pop(_KEY, None)
    st.query_params.clear()
