"""The questions of a report, each with its score and the words the score rests on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.evaluation import PointVerdict
from athena.domain.report import ItemStatus, ReportItem, band_of
from athena.ui.plain import percent, plain
from athena.ui.sessions.overview import BAND_COLOURS

_MARKS = {
    "met": ":green[:material/check_circle:]",
    "partly": ":orange[:material/contrast:]",
    "missed": ":red[:material/cancel:]",
}


def show(items: Sequence[ReportItem]) -> None:
    """Show each question in the order it was asked."""
    st.header("Question by question", anchor=False)
    if not items:
        st.caption("No question was asked.")
    for item in items:
        with st.container(border=True):
            _heading(item)
            _score(item)
            _points(item)
            _misconceptions(item)
            _answer(item)


def _heading(item: ReportItem) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Question {item.number}**", width="content")
        st.badge(plain(item.category.label), color="gray")
        st.badge(item.difficulty.value.capitalize(), color="gray")
    st.subheader(plain(item.question), anchor=False)


def _score(item: ReportItem) -> None:
    if item.score is not None:
        band = band_of(item.score)
        st.progress(
            item.score, text=f"**{percent(item.score)}** · :{BAND_COLOURS[band]}[{str(band).capitalize()}]"
        )
        st.caption(_sum(item))
    elif item.status is ItemStatus.PROVISIONAL and item.provisional_score is not None:
        st.progress(item.provisional_score, text=f"**{percent(item.provisional_score)}** · provisional")
    if item.note:
        st.caption(plain(item.note))
    if item.feedback:
        st.text(item.feedback, width="stretch")


def _sum(item: ReportItem) -> str:
    """Write out the credited weights less the penalties; say so when a guard capped the result."""
    if item.evaluation is None or item.score is None:
        return ""
    parts = [point.weight * point.credit * 100 for point in item.evaluation.points]
    penalties = [found.penalty * 100 for found in item.misconceptions if found.penalty]
    terms = " + ".join(f"{credit:.1f}" for credit in parts) + "".join(
        f" − {penalty:.1f}" for penalty in penalties
    )
    capped = abs(sum(parts) - sum(penalties) - item.score * 100) > 0.05
    reason = f", limited to {item.score * 100:.1f}% by a guard" if capped else f" = {item.score * 100:.1f}%"
    return f":material/calculate: Key points by weight: {terms}{reason}"


def _points(item: ReportItem) -> None:
    groups = (("met", item.met), ("partly", item.partly_met), ("missed", item.missed))
    if not any(points for _, points in groups):
        return
    st.markdown("**Key points**")
    for kind, points in groups:
        for point in points:
            _point(kind, point)


def _point(kind: str, point: PointVerdict) -> None:
    word = {"met": "Met", "partly": "In part", "missed": "Missed"}[kind]
    quote = f"  \n:gray[“{plain(point.quote)}”]" if point.quote else ""
    st.markdown(f"{_MARKS[kind]} **{word}** · {plain(point.text)} :gray[({point.weight * 100:.0f}%)]{quote}")


def _misconceptions(item: ReportItem) -> None:
    for found in item.misconceptions:
        st.markdown(
            f":orange[:material/error:] **Not right** · {plain(found.feedback)} :gray[“{plain(found.quote)}”]"
        )


def _answer(item: ReportItem) -> None:
    if item.answer:
        with st.expander("The whole answer", icon=":material/format_quote:"):
            st.text(item.answer, width="stretch")
