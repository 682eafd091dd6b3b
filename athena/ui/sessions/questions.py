"""The questions of a session, each with its score, the explanation, and what people decided."""

from __future__ import annotations

import streamlit as st

from athena.domain.report import ItemStatus, band_of
from athena.services import session_sheets
from athena.services.review import ReviewDesk
from athena.services.session_view import AnswerView, SessionView
from athena.ui import files
from athena.ui.plain import counted, percent, plain
from athena.ui.sessions import explanation, history, pad, review
from athena.ui.sessions.words import BAND_COLOURS, NEEDS_A_PERSON


def show(desk: ReviewDesk | None, view: SessionView) -> None:
    """Show each question in the order it was asked; without ``desk`` there is nothing to decide."""
    st.header("Question by question", anchor="questions")
    if not view.answers:
        st.caption("No question was asked.")
    for answer in view.answers:
        with st.container(border=True):
            _heading(answer)
            _score(answer)
            explanation.show(answer)
            pad.show(view, answer)
            _words(view, answer)
            if desk and answer.item.answer:
                review.offer(desk, view.session.session_id, answer)


def _heading(answer: AnswerView) -> None:
    item = answer.item
    st.subheader(f"{item.number}. {plain(item.question)}", anchor=f"question-{item.number}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(plain(item.category.label), color="gray")
        st.badge(item.difficulty.value.capitalize(), color="gray")
        if answer.flagged:
            st.badge(NEEDS_A_PERSON, icon=":material/person_alert:", color="orange")


def _score(answer: AnswerView) -> None:
    item, query = answer.item, "Query: " if answer.by_query else ""
    if item.score is not None:
        band = band_of(item.score)
        st.progress(
            item.score,
            text=f"**{query}{percent(item.score)}** · :{BAND_COLOURS[band]}[{str(band).capitalize()}]",
        )
    elif item.status is ItemStatus.PROVISIONAL and item.provisional_score is not None:
        st.progress(item.provisional_score, text=f"**{percent(item.provisional_score)}** · provisional")
    if answer.explanation and answer.explanation.score is not None:
        st.progress(
            answer.explanation.score,
            text=f"**Explanation: {percent(answer.explanation.score)}** · beside the query, does not count",
        )
    if item.note:
        st.caption(plain(item.note))
    if item.feedback:
        st.text(item.feedback, width="stretch")


def _words(view: SessionView, answer: AnswerView) -> None:
    if answer.item.answer:
        with st.expander("The whole answer", icon=":material/format_quote:"):
            st.text(answer.item.answer, width="stretch")
    if answer.values:
        label = f"History: {counted(len(answer.values), 'value')}"
        with st.expander(label, icon=":material/history:"):
            history.show(answer.values)
            files.offer("sessions", session_sheets.values(view, answer))
