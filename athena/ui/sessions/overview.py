"""The top of a report: who, how well, how sure, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from athena.domain.interview import SessionStatus
from athena.domain.report import Band, Finding, Report
from athena.services.interviewing import Session
from athena.ui.plain import percent, plain

Colour = Literal["red", "orange", "blue", "green", "violet", "gray"]
BAND_COLOURS: dict[Band, Colour] = {
    Band.STRONG: "green",
    Band.GOOD: "blue",
    Band.DEVELOPING: "orange",
    Band.WEAK: "red",
}
_STATUS = {SessionStatus.COMPLETED: "completed", SessionStatus.ABANDONED: "ended early"}


def show_heading(session: Session) -> None:
    """Show whose interview it was, and of what kind."""
    st.title(plain(session.employee.name), anchor=False)
    department = f"{plain(session.employee.department)} · " if session.employee.department else ""
    practice = " · practice" if session.plan.practice else ""
    st.caption(
        f"{department}SQL interview, {session.plan.level.value} level{practice} · "
        f"{session.started_at:%d %B %Y, %H:%M} UTC · {_STATUS.get(session.status, 'in progress')}"
    )


def show_score(report: Report) -> None:
    """Show the overall score with the arithmetic behind it, and how sure it is."""
    with st.container(border=True):
        if report.overall_score is None:
            st.subheader("No overall score", anchor=False)
            st.text(report.assessment, width="stretch")
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            st.metric("Overall score", percent(report.overall_score), width="content")
            if report.band is None:
                st.badge("Too few answers for a band", color="gray")
            else:
                st.badge(str(report.band).capitalize(), color=BAND_COLOURS[report.band])
            st.caption(f"{report.assessed_count} of {report.planned} answered", width="content")
        st.caption(f":material/calculate: {arithmetic(report)}")
        st.text(report.assessment, width="stretch")


def arithmetic(report: Report) -> str:
    """Write out how the overall score comes from the questions' scores."""
    scores = [item.score for item in report.items if item.score is not None]
    if not scores or report.overall_score is None:
        return "No question was assessed, so there is nothing to add up."
    summed = " + ".join(f"{score * 100:.1f}" for score in scores)
    return (
        f"Mean of the assessed questions: ({summed}) / {len(scores)} = {report.overall_score * 100:.1f}%. "
        "No person and no model has adjusted it."
    )


def show_findings(report: Report) -> None:
    """Show strengths and weaknesses side by side, then the recommendations."""
    left, right = st.columns(2, gap="medium")
    with left:
        _findings("Strengths", ":material/thumb_up:", report.strengths, "None stood out in these answers.")
    with right:
        _findings(
            "Weaknesses", ":material/construction:", report.weaknesses, "None stood out in these answers."
        )
    _findings("Recommendations", ":material/school:", report.recommendations, "Nothing particular.")


def _findings(title: str, icon: str, findings: Sequence[Finding], otherwise: str) -> None:
    st.subheader(f"{icon} {title}", anchor=False)
    if not findings:
        st.caption(otherwise)
    for finding in findings:
        numbers = ", ".join(map(str, finding.items))
        st.markdown(f"- {plain(finding.text)} :gray[(question {numbers})]")
