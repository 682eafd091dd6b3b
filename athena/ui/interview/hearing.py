"""The microphone check: how loud it is, and how it sounds."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.ui import notices
from athena.ui.visit import Visit
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.probe import Microphone
from athena.ui.voice.sample import Sample
from athena.ui.voice.streamer import hang_up, voice_streamer

_AUDIBLE = 0.35
_LOOK_AGAIN_S = 0.4


def check(app: App, visit: Visit, state: Microphone) -> VoiceLine | None:
    """Show the microphone check; return the line once sound arrives on it."""
    if not visit.by_voice:
        hang_up()
        return None
    notice = notices.of_microphone(state, app.settings.port)
    if notice is not None:
        notice.show()
        st.button("Type my answers instead", icon=":material/keyboard:", on_click=_type_instead)
        return None
    line = voice_streamer(app.settings)
    _meter(line)
    if not line.carries:
        return None
    _listen_back(line)
    return line


def _type_instead() -> None:
    st.session_state["way"] = False


@st.fragment(run_every=_LOOK_AGAIN_S)
def _meter(line: VoiceLine) -> None:
    """Show how loud the microphone is; the page is drawn again once when sound begins to arrive."""
    if line.carries and st.session_state.get("heard_line") != id(line):
        st.session_state["heard_line"] = id(line)
        st.rerun(scope="app")
    if line.carries:
        words = "We hear you well." if line.level > _AUDIBLE else "Say a few words: the bar should move."
        st.progress(line.level, text=f":material/mic: {words}")
    elif line.disturbed:
        notices.SOUND_LOST.show()
    else:
        st.caption("Turn on the microphone and allow it in the browser. Headphones work best.")


@st.fragment
def _listen_back(line: VoiceLine) -> None:
    """Let people hear themselves as the interviewer will."""
    sample = line.sample
    if sample is not None and not sample.full:
        _recording(line, sample)
        return
    again = "Record again" if sample else "Record four seconds and listen"
    if st.button(again, icon=":material/hearing:", help="Say your name, for example. Nothing is stored."):
        line.record()
        st.rerun(scope="fragment")
    if sample is not None:
        st.audio(sample.wav(), format="audio/wav")
        st.caption("This is how you sound to the interviewer. Nothing of it is stored.")


@st.fragment(run_every=_LOOK_AGAIN_S)
def _recording(line: VoiceLine, sample: Sample) -> None:
    """Show that a recording is made, until it is complete or the microphone is off."""
    if sample.full or line.closed:
        st.rerun()
    st.progress(sample.share, text=":material/fiber_manual_record: Please say something: you are recorded.")
