"""The running interview."""

from __future__ import annotations

import time

import streamlit as st

from athena.bootstrap import App
from athena.domain.interview import Difficulty, Speaker
from athena.domain.templates import Way
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import LiveState, QuestionView, Snapshot
from athena.ui import access, notices
from athena.ui.interview import pad
from athena.ui.interview.dialogs import confirm_leaving, leave, show_help
from athena.ui.interview.places import Places
from athena.ui.interview.presence import Presence, show_presence
from athena.ui.interview.taker import Taker
from athena.ui.plain import clock, percent, plain
from athena.ui.scrolling import begin_at_top
from athena.ui.sessions.words import Colour
from athena.ui.transcript import show_transcript
from athena.ui.visit import Ending, Step, Visit
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.probe import probe_microphone
from athena.ui.voice.streamer import current_line, hang_up, voice_streamer

_TONES: dict[Difficulty, Colour] = {
    Difficulty.BEGINNER: "green",
    Difficulty.INTERMEDIATE: "blue",
    Difficulty.ADVANCED: "violet",
}
_HEADING = '<h1 style="font-size: 1rem; font-weight: 650; padding: 0; margin: 0">SQL interview</h1>'
REFRESH_S = 0.5
GRACE_S = 3.0
"""How long sound may be missing before it is said: opening a line takes a moment."""


def show(app: App, visit: Visit, places: Places, taker: Taker) -> None:
    """Show the conversation, its controls, and the microphone's button."""
    live = app.live.get(visit.session_id)
    if live is None:
        visit.step = Step.PREPARE
        st.rerun()
    if st.query_params.get("session") != visit.session_id:
        st.query_params["session"] = visit.session_id  # going to another page and back drops it
    with places.head:
        begin_at_top(visit.session_id)
        _top(app, visit, taker)
        _parts(app, visit, live, taker)
    with places.microphone:
        line = _sound(app, visit, taker)
    if line is not None:
        line.plug(live)


def _parts(app: App, visit: Visit, live: LiveInterview, taker: Taker) -> None:
    """Show the conversation, and beside it the pad while a question is answered by a query."""
    number = _pad_number(live.snapshot())
    if number is None:
        _running(app, visit, taker, None)
        return
    st.set_page_config(layout="wide")
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _running(app, visit, taker, number)
    with right:
        practice = app.interviewing.session(visit.session_id).plan.practice
        pad.show(app, live, number, practice=practice)


def _pad_number(snapshot: Snapshot) -> int | None:
    """Return the number of the question that is answered in the pad, if it is."""
    return snapshot.question.number if snapshot.question and snapshot.question.pad else None


def _sound(app: App, visit: Visit, taker: Taker) -> VoiceLine | None:
    """Keep the microphone's frame where it is, or offer the microphone to somebody who types."""
    if visit.by_voice:
        notice = notices.of_microphone(probe_microphone(), app.settings.port)
        if notice is not None:
            notice.show()
        return voice_streamer(app.settings)
    if taker.way is not Way.TEXT and st.button("Speak instead", icon=":material/mic:", type="tertiary"):
        app.live.stop(visit.session_id)
        visit.by_voice, visit.step = True, Step.PREPARE
        st.rerun()
    return None


def _top(app: App, visit: Visit, taker: Taker) -> None:
    """Show help and the way out; outside the fragment, whose next run would close their dialogs."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(_HEADING, width="content")
        with st.container(horizontal=True, width="content"):
            if st.button("Help", icon=":material/help:", type="tertiary"):
                show_help(app, visit, taker)
            if st.button("Leave", icon=":material/logout:", type="tertiary"):
                confirm_leaving(app, visit, taker)


@st.fragment(run_every=REFRESH_S)
def _running(app: App, visit: Visit, taker: Taker, pad_number: int | None) -> None:
    """Draw what is going on; the whole page is drawn again when the interview ends or a pad comes or goes.

    So it is when this browser was signed out, or the interview was gone on with in another one.
    ``pad_number`` is the question whose pad is shown beside.
    """
    if _is_gone(app, taker):
        hang_up()
        st.rerun(scope="app")
    live = app.live.get(visit.session_id)
    if live is None:
        st.rerun(scope="app")
    snapshot = live.snapshot()
    if snapshot.state is LiveState.ENDED or snapshot.completed:
        leave(app, visit, Ending.COMPLETED if snapshot.completed else Ending.PAUSED)
        st.rerun(scope="app")
    if snapshot.state is LiveState.FAILED:
        visit.notice = notices.Notice(
            notices.ENGINE_DOWN.title, snapshot.message or notices.ENGINE_DOWN.text, "cloud_off"
        )
        leave(app, visit, Ending.FAILED)
        st.rerun(scope="app")
    if _pad_number(snapshot) != pad_number:
        st.rerun(scope="app")
    _draw(live, visit, snapshot)


def _is_gone(app: App, taker: Taker) -> bool:
    """Whether this browser is signed in no more."""
    return not taker.is_typed and app.desk.sign_ins.viewer_of(access.token()) is None


def _draw(live: LiveInterview, visit: Visit, snapshot: Snapshot) -> None:
    _status(visit, snapshot)
    _question(live, snapshot)
    _feedback(snapshot)
    with st.container(height=340, border=True, autoscroll=True):
        if snapshot.turns:
            show_transcript(snapshot.turns)
        else:
            st.caption("What you both say appears here.")
    _controls(live, visit, snapshot)
    typed = st.chat_input("Type your answer; it counts like a spoken one", key="typed", max_chars=4000)
    if typed:
        live.say(typed)


def _status(visit: Visit, snapshot: Snapshot) -> None:
    line = current_line()
    carries = line is not None and line.carries
    unheard = visit.by_voice and visit.missed(carries, time.monotonic()) >= GRACE_S
    level = line.level if line else 0.0
    show_presence(Presence(snapshot.state, level, snapshot.muted, unheard, _news(snapshot, spoken=carries)))
    if unheard:
        (notices.SOUND_LOST if line is not None and line.disturbed else notices.UNHEARD).show()
    if snapshot.message and snapshot.state is LiveState.RECONNECTING:
        st.caption(plain(snapshot.message))


def _news(snapshot: Snapshot, *, spoken: bool) -> str:
    """Return what a screen reader tells: the question's number, and unheard words of the interviewer."""
    number = snapshot.question.place if snapshot.question else ""
    last = snapshot.turns[-1] if snapshot.turns and not spoken else None
    return f"{number}. {last.text}" if last and last.final and last.speaker is Speaker.INTERVIEWER else number


def _question(live: LiveInterview, snapshot: Snapshot) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _labels(snapshot.question)
            st.caption(
                f":material/schedule: {clock(snapshot.elapsed_s)} · {clock(snapshot.remaining_s)} left",
                width="content",
            )
        if snapshot.question:
            st.subheader(plain(snapshot.question.text), anchor=False)
            if st.button("Repeat the question", icon=":material/replay:", type="tertiary"):
                live.ask_repeat()
        else:
            st.subheader("Settle in", anchor=False)
            st.markdown("The interviewer says hello first. Your first question then appears here.")


def _labels(question: QuestionView | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        if question is None:
            st.markdown("**Before the first question**", width="content")
            return
        st.markdown(f"**{question.place}**", width="content")
        st.badge(plain(question.category.label), color="gray")
        st.badge(question.difficulty.value.capitalize(), color=_TONES[question.difficulty])


def _feedback(snapshot: Snapshot) -> None:
    """Show the last answer's feedback; there is some only in practice."""
    if snapshot.feedback is not None:
        st.info(
            plain(snapshot.feedback.text),
            title=f"Your last answer: {percent(snapshot.feedback.score)}",
            icon=":material/lightbulb:",
        )


def _controls(live: LiveInterview, visit: Visit, snapshot: Snapshot) -> None:
    if not visit.by_voice:
        return
    with st.container(horizontal=True):
        if snapshot.muted:
            if st.button("Unmute", icon=":material/mic:", key="unmute"):
                live.muted = False
        elif st.button("Mute", icon=":material/mic_off:", key="mute"):
            live.muted = True
        if st.button(
            "I'm done speaking", icon=":material/done:", disabled=snapshot.state is not LiveState.LISTENING
        ):
            live.done_speaking()
