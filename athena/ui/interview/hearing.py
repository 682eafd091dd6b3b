"""The microphone check: how loud it is, and how it sounds."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.ui import notices
from athena.ui.visit import Visit
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.probe import Microphone
from athena.ui.voice.streamer import hang_up, voice_streamer

_AUDIBLE = 0.35
_LOOK_AGAIN_S = 0.4
_CARRIES = "line_carries"
"""Whether sound arrived when the whole page was last drawn."""


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
    carries = st.session_state[_CARRIES] = line.carries
    _hear(line)
    return line if carries else None


def _type_instead() -> None:
    st.session_state["way"] = False


@st.fragment(run_every=_LOOK_AGAIN_S)
def _hear(line: VoiceLine) -> None:
    """Show how the microphone does; the page is drawn again when sound begins to arrive."""
    if line.carries and not st.session_state.get(_CARRIES):
        st.rerun(scope="app")
    if line.carries:
        words = "We hear you well." if line.level > _AUDIBLE else "Say a few words: the bar should move."
        st.progress(line.level, text=f":material/mic: {words}")
        _listen_back(line)
    elif line.disturbed:
        notices.SOUND_LOST.show()
    else:
        st.caption("Turn on the microphone and allow it in the browser. Headphones work best.")


def _listen_back(line: VoiceLine) -> None:
    """Let people hear themselves as the interviewer will.

    It is part of the fragment that comes round anyway: what a nested one leaves is at times taken away again.
    """
    sample = line.sample
    if sample is not None and not sample.full:
        st.progress(sample.share, text=":material/radio_button_checked: Recording: please say something.")
        return
    st.button(
        "Record again" if sample else "Record four seconds and listen",
        icon=":material/hearing:",
        key="listen_back",
        on_click=_record,
        args=(line,),
        help="Say your name, for example. Nothing is stored.",
    )
    if sample is not None:
        st.caption("This is how you sound to the interviewer. Nothing of it is stored.")
        st.audio(sample.wav(), format="audio/wav")


def _record(line: VoiceLine) -> None:
    line.record()
