"""What kind of interview, and does the microphone work?"""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.config import Settings
from athena.domain.interview import Difficulty, InterviewPlan, SessionStatus
from athena.errors import AthenaError
from athena.services.interviewing import Session
from athena.ui import notices
from athena.ui.interview.places import Places
from athena.ui.plain import plain
from athena.ui.visit import Step, Visit, begin_anew, new_seed
from athena.ui.voice.line import VoiceLine
from athena.ui.voice.probe import Microphone, probe_microphone
from athena.ui.voice.streamer import hang_up, voice_streamer

_LEVELS = {
    Difficulty.BEGINNER: "Beginner",
    Difficulty.INTERMEDIATE: "Intermediate",
    Difficulty.ADVANCED: "Advanced",
}
_WAYS = {True: ":material/mic: Speak", False: ":material/keyboard: Type"}
_CONSENT = (
    "I agree that what I say is written down and assessed. The sound itself is not kept; the transcript, the "
    "scores and the report are."
)
_AUDIBLE = 0.35
CALL_S = 30.0


def show(app: App, visit: Visit, places: Places) -> None:
    """Offer an unfinished interview or choose a new one, then check the microphone."""
    if visit.employee is None:
        begin_anew()
        st.rerun()
    unfinished = app.interviewing.unfinished(visit.employee.employee_id)
    with places.head:
        st.title(f"Welcome, {plain(visit.employee.name or visit.employee.employee_id)}", anchor=False)
        plan = _resumed(app, unfinished) if unfinished else _chosen(app.settings, visit)
        agreed = _way_and_consent(visit)
        microphone = probe_microphone()
    with places.microphone:
        line = _microphone(app, visit, microphone)
    with places.body:
        _begin(
            app,
            visit,
            plan,
            unfinished,
            ready=agreed and (line is not None or not visit.by_voice),
            agreed=agreed,
        )


def _resumed(app: App, unfinished: Session) -> InterviewPlan:
    """Offer to go on with the unfinished interview."""
    with st.container(border=True):
        st.subheader("You have an unfinished interview", anchor=False)
        st.markdown(
            f"It began on {unfinished.started_at:%d %B at %H:%M} UTC: {unfinished.plan.level} level, "
            f"{unfinished.plan.question_count} questions. What you said is kept: go on where you stopped."
        )
        if st.button("Start a new one instead", icon=":material/restart_alt:"):
            app.interviewing.close(unfinished.session_id, SessionStatus.ABANDONED)
            st.query_params.clear()
            st.rerun()
    return unfinished.plan


def _chosen(settings: Settings, visit: Visit) -> InterviewPlan:
    """Let the person choose level, length and practice."""
    with st.container(border=True):
        st.subheader("Your interview", anchor=False)
        level = st.segmented_control(
            "Level", tuple(_LEVELS), default=settings.level, format_func=_LEVELS.__getitem__, required=True
        )
        counts = tuple(sorted({4, 5, 6, settings.question_count}))
        count = st.segmented_control("Questions", counts, default=settings.question_count, required=True)
        practice = st.toggle(
            "Practice",
            help="Feedback follows each answer. Without it you hear nothing of scores until the end.",
        )
        queries = _queries(settings.sql_questions)
    return InterviewPlan(
        level=level or settings.level,
        question_count=count or settings.question_count,
        seed=visit.seed,
        practice=practice,
        patience=settings.patience,
        time_limit_minutes=settings.time_limit_minutes,
        selection=settings.selection,
        sql_questions=queries,
    )


def _queries(offered: int) -> int:
    """Let the person choose whether questions are answered by writing SQL; return how many are."""
    if not offered:
        return 0
    several = "a question" if offered == 1 else f"{offered} questions"
    wanted = st.toggle(
        f"Include {several} answered by writing SQL",
        value=True,
        help="A pad opens beside the conversation: you write a query, try it out and hand it in.",
    )
    return offered if wanted else 0


def _way_and_consent(visit: Visit) -> bool:
    st.session_state.setdefault("way", visit.by_voice)
    way = st.segmented_control(
        "How would you like to answer?",
        tuple(_WAYS),
        format_func=_WAYS.__getitem__,
        required=True,
        help="You can type at any time in a spoken interview too.",
        key="way",
    )
    visit.by_voice = bool(way)
    return st.checkbox(_CONSENT, key="consent")


def _microphone(app: App, visit: Visit, state: Microphone) -> VoiceLine | None:
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
    return line if line.carries else None


def _type_instead() -> None:
    st.session_state["way"] = False


@st.fragment(run_every=0.4)
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


def _begin(
    app: App, visit: Visit, plan: InterviewPlan, unfinished: Session | None, *, ready: bool, agreed: bool
) -> None:
    if visit.notice is not None:
        visit.notice.show()
    if unfinished and visit.notice == notices.NO_BUDGET:
        st.button(
            "Go on with the interviewer on this machine",
            type="primary",
            icon=":material/computer:",
            on_click=_go_on_here,
            args=(app, visit, unfinished),
            help="It asks the same questions, costs nothing, and no cloud is needed.",
        )
    label = "Continue the interview" if unfinished else "Begin the interview"
    if st.button(label, type="primary", icon=":material/play_arrow:", disabled=not ready):
        connect(app, visit, plan, unfinished)
    if not ready:
        missing = "tick the box above" if not agreed else "turn on the microphone"
        st.caption(f"To begin, please {missing}.")


def _go_on_here(app: App, visit: Visit, unfinished: Session) -> None:
    app.go_on_here(unfinished.session_id, notices.NO_BUDGET.title)
    visit.notice = None


def connect(app: App, visit: Visit, plan: InterviewPlan, unfinished: Session | None) -> None:
    """Begin the interview, or say what stands in the way."""
    visit.notice = None
    _call(app, unfinished)
    try:
        session = unfinished or _open(app, visit, plan)
        running = app.live.get(session.session_id)
        if running is None or not running.alive:
            app.begin(session, text_only=not visit.by_voice)
    except AthenaError as error:
        visit.notice = notices.of_error(error)
    else:
        visit.session_id, visit.step = session.session_id, Step.LIVE
        st.query_params["session"] = session.session_id
    st.rerun()


def _call(app: App, unfinished: Session | None) -> None:
    """Wait for an embedded interviewer that still loads its models."""
    if app.waits_for_embedded(unfinished):
        with st.spinner("The interviewer is on the way …"):
            app.embedded.wait(CALL_S)


def _open(app: App, visit: Visit, plan: InterviewPlan) -> Session:
    if visit.employee is None:
        raise AthenaError("Please give your Employee ID again.")
    session = app.open(visit.employee.employee_id, plan)
    visit.seed = new_seed()
    return session
