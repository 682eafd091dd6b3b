"""Strengths and weaknesses by category and by skill, with the number of answers behind each figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from athena.domain.insights import FEW, Filters, shrunk
from athena.services.insights import Figure, Insights
from athena.ui.insights import marks
from athena.ui.insights.cards import card
from athena.ui.insights.filters import in_words
from athena.ui.plain import counted

_MOST: Final = 8
_NOTE: Final = f"\\* rests on fewer than {FEW} answers; the bars are 95 % intervals."


def show(insights: Insights, wanted: Filters, mean: float) -> None:
    """Show categories, and the skills at both ends; ``mean`` is the person's over everything."""
    left, right = st.columns(2)
    with left:
        figure, draw = insights.categories(wanted), _drawer("category", mean, 0)
        card("person_categories", "By category", figure, draw, about=wanted.employee_id)
    skills = insights.skills(wanted)
    with right:
        draw = _drawer("skill", mean, _MOST)
        card("person_skills", "By skill", skills, draw, note=_NOTE, about=wanted.employee_id)


def _drawer(column: str, mean: float, most: int) -> Callable[[Figure], None]:
    def draw(figure: Figure) -> None:
        rows = ends(figure.records(), mean, most)
        words = f"Mean scores of {counted(len(rows), column)} with intervals. See the data."
        st.altair_chart(marks.intervals(_frame(rows, column), "Mean score"), alt=words)
        if most and len(figure.rows) > len(rows):
            st.caption(
                f"The {most} weakest and the {most} strongest of {len(figure.rows)}; all are in the data."
            )

    return draw


def ends(rows: Sequence[dict[str, Any]], mean: float, most: int) -> list[dict[str, Any]]:
    """Return the weakest and the strongest rows, ``most`` of each (0: all), the highest mean first.

    To choose them, means of few answers are drawn towards ``mean``: one lucky answer is no strength.
    """
    ordered = sorted(rows, key=lambda row: -shrunk(row["score"], row["answers"], mean))
    kept = ordered if not most or len(ordered) <= 2 * most else [*ordered[:most], *ordered[-most:]]
    return sorted(kept, key=lambda row: -row["score"])


def _frame(rows: Sequence[dict[str, Any]], column: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [f"{in_words(row[column])} ({_behind(row['answers'])})" for row in rows],
            "value": [row["score"] for row in rows],
            "low": [row["low"] for row in rows],
            "high": [row["high"] for row in rows],
            "answers": [row["answers"] for row in rows],
        }
    )


def _behind(answers: int) -> str:
    return f"{answers}*" if answers < FEW else str(answers)
