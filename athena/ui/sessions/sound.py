"""What was recorded of a session: heard answer by answer, only when it is asked for."""

from __future__ import annotations

import streamlit as st

from athena.domain.access import Viewer
from athena.domain.interview import Speaker
from athena.errors import AthenaError
from athena.services.recordings import Recordings
from athena.services.session_view import SessionView
from athena.ui.plain import plain

_BEFORE_MS, _AFTER_MS = 1500, 500
"""The start of a turn is noted when its speech was recognised as such, a little late."""
_SHORT = 80


def show(sound: Recordings, viewer: Viewer, view: SessionView) -> None:
    """Show a choice of answers and a button that plays one; nothing where nothing was recorded."""
    session_id = view.session.session_id
    if not sound.of_session(viewer, session_id):
        return
    st.header("Recording", anchor="recording")
    st.caption("The candidate's microphone, stored encrypted. Who listens is noted in the audit log.")
    spans = spans_of(view)
    if not spans:
        st.markdown("There is no spoken answer in it.")
        return
    number = st.selectbox("Answer", list(spans), format_func=lambda one: _label(view, one))
    if st.button("Listen", icon=":material/volume_up:"):
        start, end = spans[number]
        try:
            st.audio(sound.heard(viewer, session_id, start, end), format="audio/wav", autoplay=True)
        except AthenaError as error:
            st.warning(error.message, title=error.title)


def spans_of(view: SessionView) -> dict[int, tuple[int, int]]:
    """Return from when to when each question was answered, by its number, in ms of the session."""
    spans: dict[int, tuple[int, int]] = {}
    for line in view.transcript:
        if line.speaker is not Speaker.CANDIDATE or line.question_number is None:
            continue
        start, end = max(0, line.started_ms - _BEFORE_MS), line.ended_ms + _AFTER_MS
        first, last = spans.get(line.question_number, (start, end))
        spans[line.question_number] = (min(first, start), max(last, end))
    return spans


def _label(view: SessionView, number: int) -> str:
    question = next((a.item.question for a in view.answers if a.item.number == number), "")
    short = question if len(question) <= _SHORT else f"{question[:_SHORT].rstrip()}…"
    return f"{number}. {short}" if question else plain(str(number))
