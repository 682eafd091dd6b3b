"""What an interview is set to be: chosen by the person, fixed by an invitation, or as it was begun."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.config import Settings
from athena.domain.interview import Difficulty, InterviewPlan, SessionStatus
from athena.domain.templates import Way
from athena.services.interviewing import Session
from athena.ui import clocks
from athena.ui.interview.taker import Taker
from athena.ui.plain import counted, plain
from athena.ui.visit import Visit

_LEVELS = {
    Difficulty.BEGINNER: "Beginner",
    Difficulty.INTERMEDIATE: "Intermediate",
    Difficulty.ADVANCED: "Advanced",
}
_WAYS = {True: ":material/mic: Speak", False: ":material/keyboard: Type"}
_EQUAL = "Both count exactly the same, you can change at any time, and nobody asks why."


def show_plan(app: App, visit: Visit, taker: Taker, unfinished: Session | None) -> InterviewPlan:
    """Show what the interview is set to be, or let the person choose it."""
    if unfinished is not None:
        return _resumed(app, taker, unfinished)
    if taker.invitation is not None:
        return _invited(app, visit, taker)
    return _chosen(app.settings, visit)


def _resumed(app: App, taker: Taker, unfinished: Session) -> InterviewPlan:
    """Offer to go on with the unfinished interview."""
    with st.container(border=True):
        st.header("You have an unfinished interview", anchor=False)
        st.markdown(
            f"It began on {clocks.local(unfinished.started_at):%d %B at %H:%M %Z}: "
            f"{unfinished.plan.level} level, {counted(unfinished.plan.question_count, 'question')}. "
            "What you said is kept: go on where you stopped."
        )
        if taker.invitation is None and app.desk.invitations.of_session(unfinished.session_id) is None:
            st.button(
                "Start a new one instead",
                icon=":material/restart_alt:",
                on_click=_give_up,
                args=(app, unfinished),
            )
    return unfinished.plan


def _give_up(app: App, unfinished: Session) -> None:
    app.interviewing.close(unfinished.session_id, SessionStatus.ABANDONED)
    st.query_params.clear()


def _invited(app: App, visit: Visit, taker: Taker) -> InterviewPlan:
    """Show what the invitation has fixed."""
    if taker.invitation is None or taker.template is None:
        raise AssertionError("only invited people come here")
    settings, template = app.settings, taker.template
    plan = app.desk.invitations.plan_of(
        taker.invitation, seed=visit.seed, patience=settings.patience, selection=settings.selection
    )
    with st.container(border=True):
        st.header(plain(template.name), anchor=False)
        fields = ", ".join(category.label for category in plan.categories) or "all of SQL"
        facts = (
            ("Invited by", template.contact.in_words),
            ("Questions", f"{plan.question_count}, {plan.level} level, about {fields}"),
            ("Time", f"at most {counted(plan.time_limit_minutes, 'minute')}"),
            ("Begin before", clocks.moment(taker.invitation.expires_at)),
        )
        st.markdown("\n".join(f"- {label}: **{plain(words)}**" for label, words in facts))
    return plan


def _chosen(settings: Settings, visit: Visit) -> InterviewPlan:
    """Let the person choose level, length and practice."""
    with st.container(border=True):
        st.header("Your interview", anchor=False)
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


def choose_way(visit: Visit, taker: Taker) -> None:
    """Offer speech and keyboard as equals; where an invitation has the keyboard alone, say so."""
    if taker.way is Way.TEXT:
        visit.by_voice = False
        st.markdown(":material/keyboard: You type your answers. No microphone is needed.")
        return
    st.session_state.setdefault("way", visit.by_voice)
    way = st.segmented_control(
        "How would you like to answer?",
        tuple(_WAYS),
        format_func=_WAYS.__getitem__,
        required=True,
        key="way",
    )
    st.caption(_EQUAL)
    visit.by_voice = bool(way)
