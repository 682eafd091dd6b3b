"""The dialogs of a running interview: help, and leaving it."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.interview import SessionStatus
from athena.ui.interview.taker import Taker
from athena.ui.visit import Ending, Step, Visit
from athena.ui.voice.streamer import hang_up

_HELP = """
**You may always**
- ask to hear the question again: say *“repeat, please”* or press **Repeat the question**;
- ask for other words, for a moment to think, to skip, or say that you don't know: that is fine;
- interrupt the interviewer: just speak;
- type instead of speaking: both count the same;
- pause with **Leave** and come back later {way_back}.

**If it does not hear you**
- Look at the bars beside *Listening*: they move when sound arrives.
- Check that **Mute** is off and that the browser uses the right microphone.
- If it waits too long after your answer, press **I'm done speaking**.

**What is kept:** the transcript, the scores with the words they rest on, and the report. {sound}
"""

_WAYS_OUT = (
    ("Pause and continue later", ":material/pause:", Ending.PAUSED),
    ("End the interview", ":material/stop:", Ending.ENDED_EARLY),
)


@st.dialog("How this works", width="medium", icon=":material/help:")
def show_help(app: App, visit: Visit, taker: Taker) -> None:
    """Explain what one may do and what helps when something is wrong."""
    recorded = taker.is_recorded(app, app.interviewing.session(visit.session_id))
    sound = "The sound is stored, as you were told before." if recorded else "No sound is kept."
    st.markdown(_HELP.format(way_back=taker.way_back, sound=sound))


@st.dialog("Leave the interview?", icon=":material/logout:")
def confirm_leaving(app: App, visit: Visit, taker: Taker) -> None:
    """Ask whether to pause, to end, or to stay."""
    if visit.step is not Step.LIVE:
        st.rerun()
    once = " The link of your invitation is used then." if taker.invitation else ""
    st.markdown(
        f"Everything you said is kept. **Pause** to go on later {taker.way_back}, or **end** the interview "
        f"now: your report then covers what was answered.{once}"
    )
    if st.button("Keep going", type="primary", width="stretch"):
        st.rerun()
    for label, icon, ending in _WAYS_OUT:
        st.button(label, icon=icon, width="stretch", on_click=leave, args=(app, visit, ending))


def leave(app: App, visit: Visit, ending: Ending) -> None:
    """Stop the interview, close the sound line, and go to the closing screen."""
    app.live.stop(visit.session_id)
    hang_up()
    if ending is Ending.ENDED_EARLY:
        app.interviewing.close(visit.session_id, SessionStatus.ABANDONED)
    visit.ending, visit.step = ending, Step.CLOSED
