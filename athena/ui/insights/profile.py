"""One person's figures: how it goes, strong and weak in what, beside the department, what to solve next."""

from __future__ import annotations

from functools import partial

import streamlit as st

from athena.domain.insights import FEW, Filters
from athena.services.insights import Figure, Insights, Person, Totals
from athena.services.practice import Practice
from athena.ui.insights import comparison, practising, strengths
from athena.ui.insights.cards import card, to_frame
from athena.ui.insights.kpis import NARROWEST
from athena.ui.insights.lists import interviews
from athena.ui.insights.marks import interviews as trend
from athena.ui.plain import counted, percent


def show(insights: Insights, practice: Practice, person: Person, wanted: Filters, page: str) -> None:
    """Show everything about a person; each interview leads to itself on ``page``."""
    totals = insights.totals(wanted)
    if not totals.interviews:
        st.info("There is no interview in this period. Choose a longer one.")
        return
    _figures(totals)
    _cards(insights, person, wanted, totals, page)
    practising.show(insights, practice, wanted)


def _figures(totals: Totals) -> None:
    shown = (
        ("Interviews", f"{totals.interviews:,}"),
        ("Completed", "–" if totals.completion is None else percent(totals.completion)),
        ("Mean score", "–" if totals.score is None else percent(totals.score)),
        ("Answers behind it", f"{totals.answers:,}"),
    )
    with st.grid(len(shown), min_column_width=NARROWEST):
        for label, value in shown:
            st.metric(label, value, border=True)
    if totals.answers < FEW:
        st.caption(f"Scores rest on fewer than {FEW} answers: they say little yet.")


def _cards(insights: Insights, person: Person, wanted: Filters, totals: Totals, page: str) -> None:
    left, right = st.columns(2)
    figure = insights.person_trend(wanted)
    with left:
        card(
            "person_trend",
            "Interviews over time",
            figure,
            _draw_trend,
            note="The bars are 95 % intervals; an interview with one answer has none.",
            about=person.employee_id,
        )
        comparison.show(insights, person, wanted)
    with right:
        draw = partial(interviews, page=page)
        card("person_sessions", "Sessions", figure, draw, about=person.employee_id)
    if totals.answers:
        strengths.show(insights, wanted, totals.score or 0.0)


def _draw_trend(figure: Figure) -> None:
    frame = to_frame(figure).dropna(subset=["score"])
    if frame.empty:
        st.caption("No answer has a score yet.")
        return
    words = f"Mean scores of {counted(len(frame), 'interview')} in time. See the data."
    st.altair_chart(trend(frame), alt=words)
