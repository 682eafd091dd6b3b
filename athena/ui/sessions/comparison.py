"""Two sessions side by side: scores, bands, and the categories of their questions."""

from __future__ import annotations

import streamlit as st

from athena.domain.access import Viewer
from athena.domain.findings import by_category
from athena.domain.interview import Category
from athena.services import session_sheets
from athena.services.reading import Reading, SessionLine, Wanted
from athena.services.session_view import SessionView
from athena.ui import files
from athena.ui.plain import percent, plain
from athena.ui.sessions.words import BAND_COLOURS, STATUS, moment

_OFFERED = 200


def offer(reading: Reading, viewer: Viewer, view: SessionView) -> None:
    """Offer the other sessions to compare with, those of the same person first."""
    own = view.session
    others = [
        line
        for line in reading.find(viewer, Wanted(), _OFFERED).lines
        if line.session.session_id != own.session_id
    ]
    others.sort(key=lambda line: line.session.employee.employee_id != own.employee.employee_id)
    with st.popover("Compare", icon=":material/compare_arrows:", type="tertiary"):
        if not others:
            st.markdown("There is no other session to compare with yet.")
            return
        chosen = st.selectbox("Compare with", others, format_func=_label)
        st.button("Show side by side", on_click=_compare, args=(chosen.session.session_id,))


def show(one: SessionView, two: SessionView) -> None:
    """Show both sessions."""
    st.button("Back to the session", icon=":material/arrow_back:", type="tertiary", on_click=_end)
    st.title("Two sessions side by side", anchor=False)
    for place, view in zip(st.columns(2, gap="medium"), (one, two), strict=True):
        with place, st.container(border=True):
            _summary(view)
    st.header("By category", anchor=False)
    _categories(one, two)


def _label(line: SessionLine) -> str:
    session = line.session
    score = "" if line.overall_score is None else f", {percent(line.overall_score)}"
    return f"{session.employee.name}, {moment(session.started_at)}, {session.plan.level.value}{score}"


def _summary(view: SessionView) -> None:
    session, report = view.session, view.report
    st.subheader(plain(session.employee.name), anchor=False)
    st.caption(
        f"{moment(session.started_at)} · {session.plan.level.value} · {plain(session.engine)} · "
        f"{STATUS[session.status].lower()}"
    )
    if report.overall_score is None:
        st.markdown("No overall score")
        return
    st.metric("Overall score", percent(report.overall_score))
    if report.band is None:
        st.badge("Too few answers for a band", color="gray")
    else:
        st.badge(str(report.band).capitalize(), color=BAND_COLOURS[report.band])
    st.text(report.uncertainty, width="stretch")


def _categories(one: SessionView, two: SessionView) -> None:
    left, right = by_category(one.report.items), by_category(two.report.items)
    both = [category for category in Category if category in left or category in right]
    if not both:
        st.caption("No question was assessed in either session.")
        return
    names = [
        f"{place}: {plain(view.session.employee.name)}" for place, view in (("Left", one), ("Right", two))
    ]
    rows = [
        {
            "Category": category.label,
            names[0]: _cell(left.get(category)),
            names[1]: _cell(right.get(category)),
            "Difference": _difference(left.get(category), right.get(category)),
        }
        for category in both
    ]
    st.table(rows, hide_index=True)
    files.offer("sessions", session_sheets.compared(one, two))
    st.caption(
        "Each figure is the mean of the assessed questions of the category; behind it, how many those are."
    )


def _cell(found: tuple[float, tuple[int, ...]] | None) -> str:
    return "not asked" if found is None else f"{percent(found[0])} ({len(found[1])})"


def _difference(
    left: tuple[float, tuple[int, ...]] | None, right: tuple[float, tuple[int, ...]] | None
) -> str:
    return "" if left is None or right is None else f"{(right[0] - left[0]) * 100:+.0f} points"


def _compare(session_id: str) -> None:
    st.query_params["compare"] = session_id


def _end() -> None:
    st.query_params.pop("compare", None)
