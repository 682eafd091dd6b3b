"""Why an answer has its score: each line of the rubric with its verdict, and the words that it rests on.

Quotes lead to the line of the transcript they stand in; ``transcript`` marks that line.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.evaluation import MisconceptionFound, Neighbour, PointVerdict
from athena.domain.scoring.likeness import shared_words
from athena.services import score_sums as arithmetic
from athena.services.session_view import AnswerView
from athena.ui.plain import percent, plain
from athena.ui.sessions.words import MARKS, VERDICTS, evaluator_words, flag_words


def show(answer: AnswerView) -> None:
    """Show claim, verdict, quote and who judged, then the sum."""
    evaluation = answer.item.evaluation
    if evaluation is None:
        return
    if evaluation.points:
        st.markdown("**The rubric, line by line**")
    for point in evaluation.points:
        quoted = "" if answer.by_query else f"  \n{_quoted(answer, point.quote)}"
        st.markdown(f"{_claim(point)}{quoted}")
    for wrong in evaluation.misconceptions:
        st.markdown(f"{_wrong_claim(wrong)}  \n{_quoted(answer, wrong.quote)}")
    for flag in evaluation.flags:
        st.markdown(f":orange[:material/flag:] **Flag** · {flag_words(flag)}")
    _neighbours(answer.values[-1].text if answer.values else "", evaluation.neighbours)
    if written := arithmetic.of_answer(evaluation):
        st.markdown(f":material/calculate: **Score** · {written}")
    st.caption(f"Judged by {plain(evaluator_words(evaluation))}.")


def _neighbours(text: str, neighbours: Sequence[Neighbour]) -> None:
    """Tell of graded answers nearby, by no more than the words they share with this one: they are others'."""
    if not neighbours:
        return
    with st.expander("Answers to this question that people graded", icon=":material/diversity_3:"):
        for near in neighbours:
            shared = " … ".join(shared_words(text, near.text))
            words = f" Both say: “{plain(shared)}”." if shared else ""
            st.markdown(
                f"Near an answer that a person graded **{near.score:.2f}** "
                f":gray[({percent(near.likeness)} alike)].{words}"
            )


def _claim(point: PointVerdict) -> str:
    return (
        f"{MARKS[point.verdict]} **{VERDICTS[point.verdict]}** · {plain(point.text)} "
        f":gray[(weight {point.weight:.2f}, earns {point.weight * point.credit:.2f})]"
    )


def _wrong_claim(wrong: MisconceptionFound) -> str:
    return (
        f":red[:material/error:] **Not right** · {plain(wrong.claim)} "
        f":gray[(costs {wrong.penalty:.2f})] {plain(wrong.feedback)}"
    )


def _quoted(answer: AnswerView, quote: str | None) -> str:
    if not quote:
        return ":gray[No words in the answer for it.]"
    line = answer.lines.get(quote)
    return f"[“{plain(quote)}”](#line-{line})" if line else f":gray[“{plain(quote)}”]"
