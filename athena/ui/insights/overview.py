"""The overview: how interviews go, at a glance and in the charts that lead further."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from athena import bootstrap
from athena.domain.access import Permission, Viewer
from athena.domain.insights import FEW, Filters
from athena.domain.interview import Category
from athena.services.insights import Figure, Insights
from athena.ui import access
from athena.ui.frame import INTERVIEW, PROBLEMS, SESSIONS, SQL
from athena.ui.insights import charts, filters, kpis, lists
from athena.ui.insights.cards import card, nothing_yet
from athena.ui.plain import counted, percent
from athena.ui.workbench.words import ago

_HEAT, _DRAWN = "chart_heatmap", "trend_drawn_anew"
_PERIOD, _CATEGORY = "drawn_period", "drawn_category"
_FROM, _TO = "from", "to"


def show() -> None:
    """Show the filters, the key figures and the charts."""
    insights = Insights(bootstrap.current().figures, access.require("overview"))
    st.title("Overview", anchor=False)
    options = insights.options()
    if not options.people:
        nothing_yet()
        return
    wanted = filters.show(options)
    picked = _picked(wanted)
    st.caption(f"Data as of {ago(insights.as_of())}" + (" · demo data is among it" if options.demo else ""))
    kpis.show(insights, picked)
    _told(picked, wanted)
    _charts(insights, wanted, picked)
    card("recent", "Last interviews", insights.recent(picked), lists.recent)


def _picked(wanted: Filters) -> Filters:
    """Return the filters narrowed to the days that were dragged across in the trend; the address has them."""
    first, last = (_day(st.query_params.get(name, "")) for name in (_FROM, _TO))
    return replace(wanted, since=first, until=last) if first and last else wanted


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _selection(key: str, name: str) -> Any:
    return (st.session_state.get(key) or {}).get("selection", {}).get(name) or {}


def _take_period() -> None:
    drawn = _selection(_trend_key(), _PERIOD).get("step")
    if not drawn:
        _drop_period()
        return
    for name, at in ((_FROM, min(drawn)), (_TO, max(drawn))):
        st.query_params[name] = datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _take_categories() -> None:
    cells = _selection(_HEAT, _CATEGORY)
    chosen = {cell["category"] for cell in cells} if isinstance(cells, list) else set()
    st.session_state["category"] = [one.value for one in Category if one.value in chosen]


def _drop_period() -> None:
    for name in (_FROM, _TO):
        st.query_params.pop(name, None)


def _undraw() -> None:
    """Forget the days with what was drawn: the chart begins anew."""
    _drop_period()
    st.session_state[_DRAWN] = st.session_state.get(_DRAWN, 0) + 1


def _trend_key() -> str:
    return f"chart_trend_{st.session_state.get(_DRAWN, 0)}"


def _told(picked: Filters, wanted: Filters) -> None:
    """Say what was drawn, or what can be."""
    if picked == wanted or not (picked.since and picked.until):
        st.caption("Click a category, or drag across the trend, to narrow everything else to it.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            f"Only {picked.since:%d %b %Y} to {picked.until:%d %b %Y}, as dragged across the trend.",
            icon=":material/date_range:",
        )
        st.button("Show the whole period", icon=":material/undo:", on_click=_undraw)


def _charts(insights: Insights, wanted: Filters, picked: Filters) -> None:
    any_category = replace(picked, categories=())
    any_day = replace(picked, since=wanted.since, until=wanted.until)
    left, right = st.columns(2)
    with left:
        card(
            "trend",
            "Score over time",
            insights.trend(any_day),
            _draw_trend,
            note="The band is the 95 % interval.",
        )
        card("distribution", "Distribution of scores", insights.distribution(picked), _draw_distribution)
        card("rhythm", "When interviews are held", insights.rhythm(picked), _draw_rhythm)
    with right:
        card(
            "heatmap",
            "Score by category and difficulty",
            insights.heatmap(any_category),
            _draw_heatmap,
            note=f"\\* rests on fewer than {FEW} answers.",
        )
        if insights.viewer.may(Permission.SEE_NAMES):
            _leaderboard(insights, picked)
        _go_on(insights.viewer)


def _leaderboard(insights: Insights, picked: Filters) -> None:
    card(
        "leaders",
        "Highest means",
        insights.leaders(picked),
        _draw_leaders,
        note=f"People with at least {FEW} answers; the line is the 95 % interval.",
        empty=f"Nobody has {FEW} answers in this selection.",
    )


def _draw_trend(figure: Figure) -> None:
    words = f"Line of the mean score over {counted(len(figure.rows), 'step')} of time. See the data."
    st.altair_chart(
        charts.trend(figure, _PERIOD),
        key=_trend_key(),
        on_select=_take_period,
        selection_mode=_PERIOD,
        alt=words,
    )


def _draw_heatmap(figure: Figure) -> None:
    words = f"Mean scores of {counted(len(figure.rows), 'pair')} of category and difficulty. See the data."
    st.altair_chart(
        charts.heatmap(figure, _CATEGORY),
        key=_HEAT,
        on_select=_take_categories,
        selection_mode=_CATEGORY,
        alt=words,
    )


def _draw_distribution(figure: Figure) -> None:
    words = f"Bars of {sum(figure.column('answers')):,} answers by tenths of the score. See the data."
    st.altair_chart(charts.distribution(figure), alt=words)


def _draw_rhythm(figure: Figure) -> None:
    st.altair_chart(charts.rhythm(figure), alt="Interviews by weekday and hour. See the data.")


def _draw_leaders(figure: Figure) -> None:
    best = figure.records()[0]
    shown = len(figure.rows)
    people = "1 person" if shown == 1 else f"{shown} people"
    words = f"Means of {people}, the highest {percent(best['score'])}. See the data."
    st.altair_chart(charts.leaders(figure), alt=words)


def _go_on(viewer: Viewer) -> None:
    """Show where to go from here."""
    with st.container(border=True):
        st.subheader("Go on", anchor=False)
        st.page_link(INTERVIEW, label="Begin an interview", icon=":material/play_arrow:")
        st.page_link(PROBLEMS, label="Open a coding problem", icon=":material/code:")
        if viewer.may(Permission.QUERY):
            st.page_link(SQL, label="Write a query", icon=":material/database:")
        if viewer.may(Permission.SEE_SESSIONS):
            st.page_link(SESSIONS, label="All sessions", icon=":material/forum:")
