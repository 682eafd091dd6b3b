"""A person's coding problems: what is solved, and what to solve next."""

from __future__ import annotations

import streamlit as st

from athena.domain.insights import Filters, Mean
from athena.services.insights import Figure, Insights
from athena.services.practice import Practice
from athena.services.recommending import Recommended, recommended
from athena.ui.frame import PROBLEMS
from athena.ui.insights.cards import card
from athena.ui.insights.filters import in_words
from athena.ui.plain import counted, percent, plain


def show(insights: Insights, practice: Practice, wanted: Filters) -> None:
    """Show both beside each other; solved problems are of all time."""
    left, right = st.columns(2)
    with left:
        card(
            "person_solved",
            "Coding problems",
            insights.solved(wanted.employee_id),
            _draw_solved,
            empty="No solution was handed in yet.",
            about=wanted.employee_id,
        )
    with right, st.container(border=True, key="card_next"):
        st.subheader("What to practise next", anchor=False)
        found = recommended(
            practice.problems(insights.viewer, wanted.employee_id),
            _means(insights.skills(wanted), "skill"),
            _means(insights.categories(wanted), "category"),
        )
        if not found:
            st.caption("No unsolved problem is about a weakness that these answers show.")
        for one in found:
            _line(one)


def _means(figure: Figure, column: str) -> list[Mean]:
    return [Mean(row[column], row["answers"], row["score"]) for row in figure.records()]


def _line(one: Recommended) -> None:
    weakness = one.weakness
    st.page_link(
        PROBLEMS,
        label=plain(one.line.title),
        icon=":material/code:",
        query_params={"problem": one.line.problem_id},
    )
    st.caption(
        f"{in_words(one.line.difficulty.value)} · trains {plain(in_words(weakness.name))}: "
        f"{percent(weakness.score)} over {counted(weakness.answers, 'answer')}"
    )


def _draw_solved(figure: Figure) -> None:
    for row in figure.records():
        words = f"**{in_words(row['difficulty'])}** · {row['solved']} of {row['tried']} tried are solved"
        st.progress(
            row["solved"] / row["tried"], text=f"{words} · {counted(row['submissions'], 'submission')}"
        )
