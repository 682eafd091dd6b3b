"""A person beside the department: the band of the middle half, never a rank."""

from __future__ import annotations

from typing import Final

import streamlit as st

from athena.domain.insights import FEW, Filters
from athena.domain.statistics import Standing, standing
from athena.services.insights import Insights, MiddleHalf, Person
from athena.ui.insights import marks
from athena.ui.plain import percent, plain

_WORDS: Final = {
    Standing.BELOW: "below the middle half",
    Standing.INSIDE: "inside the middle half",
    Standing.ABOVE: "above the middle half",
}


def show(insights: Insights, person: Person, wanted: Filters) -> None:
    """Show where the person's mean stands."""
    with st.container(border=True, key="card_department"):
        st.subheader("Beside the department", anchor=False)
        own = insights.own_mean(wanted)
        if not person.department:
            st.caption("No department is known.")
            return
        others = insights.department_band(person, wanted)
        if others is None or own.score is None:
            st.caption(
                f"{plain(person.department)} has fewer than {FEW} people with at least {FEW} answers in this "
                "period: too few for a comparison."
                if others is None
                else "No answer has a score yet."
            )
            return
        st.markdown(in_words(own.score, own.answers, others, person.department))
        st.altair_chart(
            marks.against_others(own.score, own.low, own.high, (others.lower, others.upper)),
            alt="The person's mean score and the band of the middle half of the department.",
        )
        st.caption("The grey band is the middle half of the department; the bar is a 95 % interval.")


def in_words(score: float, answers: int, others: MiddleHalf, department: str) -> str:
    """Return the comparison as a sentence in Markdown."""
    where = _WORDS[standing(score, others.lower, others.upper)]
    few = f" It rests on fewer than {FEW} answers, so it says little." if answers < FEW else ""
    return (
        f"A mean of {percent(score)} is **{where}** of {plain(department)}: the means of half of its "
        f"{others.people} people lie from {percent(others.lower)} to {percent(others.upper)}.{few}"
    )
