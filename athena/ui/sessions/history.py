"""Every value an answer ever had: who gave it, when, by which version, and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.services.review import Valuation
from athena.store.reviews import Decision
from athena.ui.plain import plain
from athena.ui.sessions.words import evaluator_words, moment, score_words

_DECIDED = {Decision.OVERRIDDEN: "Overridden", Decision.CONFIRMED: "Confirmed"}


def show(values: Sequence[Valuation]) -> None:
    """Show the values, the oldest first."""
    for number, value in enumerate(values, start=1):
        counts = " :green-badge[:material/check: Counts]" if value.counts else ""
        st.markdown(
            f"{number}. **{score_words(value.evaluation.score)}**{counts}  \n"
            f":gray[{moment(value.evaluated_at)}, {plain(evaluator_words(value.evaluation))}]"
        )
        if value.review is not None:
            st.caption(f"{_DECIDED[value.review.decision]} by {plain(value.review.reviewer)}.")
            if value.review.reason:
                st.text(value.review.reason, width="stretch")
