"""The report of a session: how well, how sure, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.ability import Ability
from athena.domain.report import Finding, Report
from athena.services.score_sums import of_report, worded_by
from athena.ui.plain import percent, plain
from athena.ui.sessions.words import BAND_COLOURS

_MOST = 0.9


def show_score(report: Report, by_hand: Sequence[int] = ()) -> None:
    """Show the overall score with the arithmetic behind it, and how sure it is.

    ``by_hand`` names the questions that a person decided on.
    """
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
        st.caption(f":material/calculate: {of_report(report, by_hand)}")
        if report.ability is not None:
            st.caption(f":material/straighten: {chances(report.ability)}")
        st.text(report.assessment, width="stretch")


def chances(ability: Ability) -> str:
    """Write out how probable each level is."""
    shares = ", ".join(f"{level} {percent(chance)}" for level, chance in ability.chances.items())
    low, high = ability.interval(_MOST)
    return (
        f"Level, with the difficulty of the questions taken into account: {shares}. On the scale on which "
        f"beginner questions lie at -1.3 and advanced ones at 1.3, {percent(_MOST)} of the probability lies "
        f"between {low:.1f} and {high:.1f}. Other people's results have no part in it."
    )


def show_findings(report: Report) -> None:
    """Show strengths and weaknesses side by side, then the recommendations; each leads to its questions."""
    left, right = st.columns(2, gap="medium")
    with left:
        _findings("Strengths", ":material/thumb_up:", report.strengths, "None stood out in these answers.")
    with right:
        _findings(
            "Weaknesses", ":material/construction:", report.weaknesses, "None stood out in these answers."
        )
    _findings("Recommendations", ":material/school:", report.recommendations, "Nothing particular.")
    if report.strengths or report.weaknesses or report.recommendations:
        st.caption(f":material/edit_note: {wording(report)}")


def wording(report: Report) -> str:
    """Say who put the findings into words; what was found never depends on that."""
    return worded_by(plain(report.writer))


def _findings(title: str, icon: str, findings: Sequence[Finding], otherwise: str) -> None:
    st.subheader(f"{icon} {title}", anchor=False)
    if not findings:
        st.caption(otherwise)
    for finding in findings:
        numbers = ", ".join(f"[{number}](#question-{number})" for number in finding.items)
        word = "question" if len(finding.items) == 1 else "questions"
        st.markdown(f"- {plain(finding.text)} ({word} {numbers})")
