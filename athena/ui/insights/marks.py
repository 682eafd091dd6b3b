"""Charts of means and shares with their intervals, for people, questions and groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from athena.domain.insights import TOO_EASY, TOO_HARD

_PERCENT: Final = ".0%"
_SHARE: Final = alt.Scale(domain=[0, 1])
_GREY: Final = "#7d8a88"
"""Stands out from both grounds."""
ROW: Final = 26


def intervals(frame: pd.DataFrame, title: str, *, line: float | None = None) -> alt.LayerChart:
    """Return a row a ``label`` with its ``value`` and the interval ``low`` to ``high``, in the frame's order.

    ``line`` is drawn across, dashed.
    """
    y = alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(frame).encode(y=y, tooltip=_tooltip(frame, title))
    rule = base.mark_bar(size=5, opacity=0.4).encode(x=alt.X("low:Q", title=title), x2="high:Q")
    point = base.mark_point(filled=True, size=80, opacity=1).encode(
        x=alt.X("value:Q", title=title, scale=_SHARE, axis=alt.Axis(format=_PERCENT))
    )
    layers: list[alt.Chart] = [rule, point]
    if line is not None:
        layers.append(_across(line))
    return alt.LayerChart(layer=layers, height=alt.Step(ROW))


def _tooltip(frame: pd.DataFrame, title: str) -> list[alt.Tooltip]:
    known = [
        alt.Tooltip("label:N", title="Which"),
        alt.Tooltip("value:Q", title=title, format=_PERCENT),
        alt.Tooltip("low:Q", title="From (95 %)", format=_PERCENT),
        alt.Tooltip("high:Q", title="To (95 %)", format=_PERCENT),
    ]
    return [*known, alt.Tooltip("answers:Q", title="Answers")] if "answers" in frame else known


def _across(at: float) -> alt.Chart:
    rule: alt.Chart = (
        alt.Chart(pd.DataFrame({"at": [at]}))
        .mark_rule(strokeDash=[6, 4], size=2, color=_GREY)
        .encode(x=alt.X("at:Q", scale=_SHARE))
    )
    return rule


def interviews(frame: pd.DataFrame) -> alt.LayerChart:
    """Return mean scores of interviews in time (``started_at``, ``score``) with their intervals."""
    base = alt.Chart(frame).encode(
        x=alt.X("started_at:T", title=None, axis=alt.Axis(tickCount=6, labelOverlap=True)),
        tooltip=[
            alt.Tooltip("started_at:T", title="Begun"),
            alt.Tooltip("score:Q", title="Mean score", format=_PERCENT),
            alt.Tooltip("answers:Q", title="Answers"),
            alt.Tooltip("level:N", title="Level"),
        ],
    )
    rule = base.mark_bar(size=5, opacity=0.4).encode(y=alt.Y("low:Q", title="Mean score"), y2="high:Q")
    line = base.mark_line(point=True).encode(
        y=alt.Y("score:Q", title="Mean score", scale=_SHARE, axis=alt.Axis(format=_PERCENT))
    )
    return alt.LayerChart(layer=[rule, line], height=260)


def against_others(
    value: float, low: float | None, high: float | None, others: tuple[float, float]
) -> alt.LayerChart:
    """Return a person's mean with its interval above the band of the middle half of others."""
    band: alt.Chart = (
        alt.Chart(pd.DataFrame({"lower": [others[0]], "upper": [others[1]]}))
        .mark_bar(size=44, opacity=0.35, color=_GREY)
        .encode(x=alt.X("lower:Q", title="Mean score", scale=_SHARE), x2="upper:Q")
    )
    one = pd.DataFrame({"value": [value], "low": [low], "high": [high]})
    rule: alt.Chart = alt.Chart(one).mark_bar(size=5, opacity=0.5).encode(x="low:Q", x2="high:Q")
    point: alt.Chart = (
        alt.Chart(one)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(x=alt.X("value:Q", title="Mean score", scale=_SHARE, axis=alt.Axis(format=_PERCENT)))
    )
    return alt.LayerChart(layer=[band, rule, point], height=110)


def questions(frame: pd.DataFrame, flags: Sequence[str]) -> alt.LayerChart:
    """Return questions by mean ``score`` and ``discrimination``; shape and colour tell ``flag``."""
    legend = alt.Legend(orient="bottom", columns=1, labelLimit=200)
    known = alt.Scale(domain=[flag for flag in flags if flag in set(frame["flag"])])
    points: alt.Chart = (
        alt.Chart(frame)
        .mark_point(filled=True, size=70, opacity=0.8)
        .encode(
            x=alt.X("score:Q", title="Mean score", scale=_SHARE, axis=alt.Axis(format=_PERCENT)),
            y=alt.Y("discrimination:Q", title="Discrimination", scale=alt.Scale(domain=[-1, 1])),
            shape=alt.Shape("flag:N", title=None, legend=legend, scale=known),
            color=alt.Color("flag:N", title=None, legend=legend, scale=known),
            tooltip=[
                alt.Tooltip("question_id:N", title="Question"),
                alt.Tooltip("score:Q", title="Mean score", format=_PERCENT),
                alt.Tooltip("discrimination:Q", title="Discrimination", format=".2f"),
                alt.Tooltip("answers:Q", title="Answers"),
                alt.Tooltip("flag:N", title="Stands out"),
            ],
        )
    )
    level: alt.Chart = (
        alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=_GREY, strokeDash=[6, 4]).encode(y="at:Q")
    )
    return alt.LayerChart(layer=[level, _across(TOO_HARD), _across(TOO_EASY), points], height=340)
