"""The transcript of a session, each line with a place that quotes can lead to; words are shown as text."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.interview import Channel, Speaker
from athena.services.session_view import TranscriptLine
from athena.ui.plain import clock
from athena.ui.transcript import FACES

NAMES = {Speaker.CANDIDATE: "Candidate", Speaker.INTERVIEWER: "Interviewer"}
_MARK_TARGET = """<style>
[data-testid="stChatMessage"]:has([id^="line-"]:target) {
    outline: 3px solid currentColor; outline-offset: 2px;
}
[id^="line-"] { scroll-margin-top: 6rem; }
</style>"""


def show(lines: Sequence[TranscriptLine]) -> None:
    """Show the lines, numbered from 1."""
    st.header("Transcript", anchor="transcript")
    st.html(_MARK_TARGET)
    if not lines:
        st.caption("Nothing was said.")
    for number, line in enumerate(lines, start=1):
        name = NAMES[line.speaker]
        with st.chat_message(name, avatar=FACES[line.speaker]), st.container(gap=None):
            st.html(f'<span id="line-{number}"></span>')
            st.caption(_about(number, line))
            st.text(line.text, width="stretch")
            if line.interrupted:
                st.caption(":material/content_cut: Interrupted here")


def _about(number: int, line: TranscriptLine) -> str:
    parts = [f"**{NAMES[line.speaker]}**", f"line {number}", clock(line.started_ms / 1000)]
    if line.question_number:
        parts.append(f"[question {line.question_number}](#question-{line.question_number})")
    if line.speaker is Speaker.CANDIDATE:
        parts.append("spoken" if line.channel is Channel.VOICE else "typed")
        parts += [] if line.in_answer else ["not part of the answer"]
    return " · ".join(parts)
