"""The form of a template."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.interview import Category
from athena.domain.templates import (
    CONTACT_LENGTH,
    EXTRA_TIMES,
    LANGUAGES,
    MINUTES,
    NAME_LENGTH,
    QUESTIONS,
    RETAKE_DAYS,
    SQL_QUESTIONS,
    Contact,
    Engine,
    Retake,
    Template,
    Way,
)
from athena.ui.invitations.words import ENGINES, LEVELS, RETAKES, WAYS, extra_time

_USUAL = 5
_MONTH = 30


def show(app: App, viewer: Viewer, template: Template | None) -> Template | None:
    """Show the form, filled in with a template or with what is usual; return what was sent, or None."""
    start = template or _usual(app, viewer)
    with st.form("template", border=True):
        name = st.text_input(
            "Name", start.name, max_chars=NAME_LENGTH, placeholder="for example Data analysts, first round"
        )
        changed = _content(start) | _conduct(app, start) | _afterwards(app, start)
        contact = _contact(start.contact)
        if not st.form_submit_button("Keep", type="primary", icon=":material/check:"):
            return None
    return Template(name, contact, **changed)  # type: ignore[arg-type]


def _usual(app: App, viewer: Viewer) -> Template:
    settings = app.settings
    email = viewer.employee_id if "@" in viewer.employee_id else ""
    return Template(
        "",
        Contact("" if viewer.local else viewer.name, email),
        level=settings.level,
        question_count=settings.question_count,
        sql_questions=settings.sql_questions,
        time_limit_minutes=settings.time_limit_minutes,
    )


def _content(start: Template) -> dict[str, object]:
    levels, categories = list(LEVELS), list(Category)
    level = st.segmented_control(
        "Level", levels, default=start.level, format_func=LEVELS.__getitem__, required=True
    )
    chosen = st.multiselect(
        "Topics",
        categories,
        default=list(start.categories),
        format_func=lambda one: one.label,
        placeholder="All topics",
    )
    left, middle, right = st.columns(3)
    questions = left.number_input(
        "Questions", QUESTIONS[0], QUESTIONS[-1], start.question_count, help="4 to 6 is usual."
    )
    queries = middle.number_input(
        "Answered by writing SQL", SQL_QUESTIONS[0], SQL_QUESTIONS[-1], start.sql_questions
    )
    minutes = right.number_input(
        "Time limit in minutes",
        MINUTES[0],
        MINUTES[-1],
        start.time_limit_minutes,
        help="The interview closes at the next question after that. Extra time comes on top.",
    )
    return {
        "level": level or start.level,
        "categories": tuple(chosen),
        "question_count": int(questions),
        "sql_questions": int(queries),
        "time_limit_minutes": int(minutes),
    }


def _conduct(app: App, start: Template) -> dict[str, object]:
    engines = [one for one in Engine if one is not Engine.OPENAI or app.settings.chosen_engine == "openai"]
    engines += [start.engine] * (start.engine not in engines)
    left, right = st.columns(2)
    way = left.selectbox(
        "Answers",
        list(Way),
        index=list(Way).index(start.way),
        format_func=WAYS.__getitem__,
        help="Typing is open to everybody at any time.",
    )
    engine = right.selectbox(
        "Interviewer",
        engines,
        index=engines.index(start.engine),
        format_func=ENGINES.__getitem__,
        help="OpenAI Realtime is offered where the settings have it interview.",
    )
    language = left.selectbox(
        "Language",
        list(LANGUAGES),
        index=list(LANGUAGES).index(start.language),
        format_func=LANGUAGES.__getitem__,
        help="The question bank is written in it.",
    )
    factors = sorted({*EXTRA_TIMES, start.extra_time})
    factor = right.selectbox(
        "Extra time for everybody",
        factors,
        index=factors.index(start.extra_time),
        format_func=extra_time,
        help="It stretches time limit and the wait for the end of an answer. Single people can have more.",
    )
    return {"way": way, "engine": engine, "language": language, "extra_time": factor}


def _afterwards(app: App, start: Template) -> dict[str, object]:
    left, right = st.columns(2)
    retake = left.selectbox(
        "May be taken again",
        list(Retake),
        index=list(Retake).index(start.retake),
        format_func=RETAKES.__getitem__,
        help="An interview that failed does not count as taken.",
    )
    days = right.number_input(
        "Days before it may be taken again",
        RETAKE_DAYS[0],
        RETAKE_DAYS[-1],
        start.retake_days or _MONTH,
        help="For “After some days” only.",
    )
    practice = st.toggle(
        "Practice",
        start.practice,
        help="Feedback follows each answer. Without it nothing is heard of scores.",
    )
    can_keep = app.settings.encryption_key is not None
    audio = st.toggle(
        "Keep the sound",
        start.keep_audio,
        disabled=not (can_keep or start.keep_audio),
        help="Encrypted, for a limited time; candidates are told beforehand. It takes ATHENA_ENCRYPTION_KEY.",
    )
    can_tell = app.desk.webhooks.configured
    webhook = st.toggle(
        "Tell another system when it has ended",
        start.webhook,
        disabled=not (can_tell or start.webhook),
        help="A signed message with the score, never the transcript. It takes ATHENA_WEBHOOK_URL.",
    )
    return {
        "retake": retake,
        "retake_days": int(days),
        "practice": practice,
        "keep_audio": audio,
        "webhook": webhook,
    }


def _contact(start: Contact) -> Contact:
    st.markdown("**Whom candidates may turn to**, with questions or for an interview by a person")
    left, middle, right = st.columns(3)
    return Contact(
        left.text_input("Their name", start.name, max_chars=CONTACT_LENGTH),
        middle.text_input("Their e-mail address", start.email, max_chars=CONTACT_LENGTH),
        right.text_input("Their telephone number", start.phone, max_chars=40),
    )
