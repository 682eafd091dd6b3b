"""An interview in progress as its manager watches it: what is said as it is said, and nothing to press.

Watching is no part of the interview: one that its candidate has left ends as if nobody watched it.
"""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState, Snapshot
from athena.ui import access
from athena.ui.plain import clock, plain
from athena.ui.sessions.words import Colour
from athena.ui.transcript import show_transcript

REFRESH_S = 1.0
_WATCHED = "watched"
_STATES: dict[LiveState, tuple[str, Colour]] = {
    LiveState.CONNECTING: ("The interviewer is being called", "gray"),
    LiveState.LISTENING: ("The candidate's turn", "green"),
    LiveState.THINKING: ("The interviewer considers the answer", "violet"),
    LiveState.SPEAKING: ("The interviewer speaks", "blue"),
    LiveState.RECONNECTING: ("The line is being restored", "orange"),
    LiveState.ENDED: ("The interview has ended", "gray"),
    LiveState.FAILED: ("The interview has stopped", "red"),
}


def running_here(app: App, session_id: str) -> LiveInterview | None:
    """Return the interview on a session while it runs in this process."""
    live = app.live.get(session_id)
    return live if live is not None and live.alive else None


@st.fragment(run_every=REFRESH_S)
def show(app: App, session_id: str) -> None:
    """Show what goes on; the whole page is drawn again once it no longer runs."""
    live = running_here(app, session_id)
    if live is None:
        st.rerun(scope="app")
    _allowed(app, session_id)
    snapshot = live.observe()
    st.header("Live", anchor="live")
    _where(snapshot)
    _question(snapshot)
    with st.container(height=420, border=True, autoscroll=True):
        if snapshot.turns:
            show_transcript(snapshot.turns, candidate="Candidate")
        else:
            st.caption("Nothing was said yet.")
    st.caption(":material/visibility: You only watch: nothing on this page reaches the interview.")


def _allowed(app: App, session_id: str) -> None:
    """Go on for who may watch; note the beginning of it once in a tab."""
    viewer = access.still("sessions")
    if st.session_state.get(_WATCHED) != session_id:
        app.desk.watching.begin(viewer, session_id)
        st.session_state[_WATCHED] = session_id


def _where(snapshot: Snapshot) -> None:
    words, colour = _STATES[snapshot.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(words, color=colour)
        st.caption(
            f":material/schedule: {clock(snapshot.elapsed_s)} · {clock(snapshot.remaining_s)} left",
            width="content",
        )
    if snapshot.message:
        st.caption(plain(snapshot.message))


def _question(snapshot: Snapshot) -> None:
    question = snapshot.question
    if question is None:
        st.markdown("**Before the first question**")
        return
    about = f"{question.category.label} · {question.difficulty.value.capitalize()}"
    answered = " · answered in the SQL pad" if question.pad else ""
    st.caption(f"**{plain(question.place)}** · {plain(about)}{answered}")
    st.subheader(plain(question.text), anchor=False)
