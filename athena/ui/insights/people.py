"""One person's profile: how it goes, strong and weak in what, beside the department, what to solve next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from athena import bootstrap
from athena.domain.insights import FEW, Filters
from athena.services.insights import Figure, Insights, Options, Person, Totals
from athena.ui.insights import comparison, filters, practising, strengths
from athena.ui.insights.cards import card, nothing_yet, to_frame
from athena.ui.insights.lists import interviews
from athena.ui.insights.marks import interviews as trend
from athena.ui.plain import counted, percent, plain


def show() -> None:
    """Show who there is to choose from, and the person the address names."""
    app = bootstrap.current()
    insights = app.insights
    st.title("People", anchor=False)
    options = insights.options()
    if not options.people:
        nothing_yet()
        return
    chosen = _choose(options)
    if not chosen:
        st.markdown("Choose a person to see how their interviews go and what to practise next.")
        return
    wanted = replace(filters.period_only("All time"), employee_id=chosen)
    person, totals = insights.person(chosen), insights.totals(wanted)
    _heading(person)
    if not totals.interviews:
        st.info("There is no interview in this period. Choose a longer one.")
        return
    _figures(totals)
    _cards(insights, person, wanted, totals)
    practising.show(insights, app.practice, wanted)


def _choose(options: Options) -> str:
    labels = {f"{name} · {employee_id}": employee_id for employee_id, name in options.people}
    chosen = st.selectbox(
        "Person",
        list(labels),
        index=None,
        key="person",
        bind="query-params",
        placeholder="Type a name",
        width=420,
    )
    return labels.get(chosen or "", "")


def _heading(person: Person) -> None:
    st.header(plain(person.name), anchor=False)
    parts = [plain(part) for part in (person.role, person.department) if part]
    if person.demo:
        parts.append("made up for the demonstration")
    if parts:
        st.caption(" · ".join(parts))


def _figures(totals: Totals) -> None:
    shown = (
        ("Interviews", f"{totals.interviews:,}"),
        ("Completed", "–" if totals.completion is None else percent(totals.completion)),
        ("Mean score", "–" if totals.score is None else percent(totals.score)),
        ("Answers behind it", f"{totals.answers:,}"),
    )
    for (label, value), place in zip(shown, st.columns(len(shown)), strict=True):
        place.metric(label, value, border=True)
    if totals.answers < FEW:
        st.caption(f"Scores rest on fewer than {FEW} answers: they say little yet.")


def _cards(insights: Insights, person: Person, wanted: Filters, totals: Totals) -> None:
    left, right = st.columns(2)
    figure = insights.person_trend(wanted)
    with left:
        card(
            "person_trend",
            "Interviews over time",
            figure,
            _draw_trend,
            note="The bars are 95 % intervals; an interview with one answer has none.",
        )
        comparison.show(insights, person, wanted)
    with right:
        card("person_sessions", "Sessions", figure, interviews)
    if totals.answers:
        strengths.show(insights, wanted, totals.score or 0.0)


def _draw_trend(figure: Figure) -> None:
    frame = to_frame(figure).dropna(subset=["score"])
    if frame.empty:
        st.caption("No answer has a score yet.")
        return
    words = f"Mean scores of {counted(len(frame), 'interview')} in time. See the data."
    st.altair_chart(trend(frame), alt=words)
