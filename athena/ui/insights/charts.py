"""The charts of the overview: each from one figure, with words for those who cannot see it."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from athena.domain.insights import FEW
from athena.domain.interview import Category, Difficulty
from athena.services.insights import Figure
from athena.ui.insights.cards import to_frame
from athena.ui.insights.filters import in_words

HEIGHT: Final = 280
_PERCENT: Final = ".0%"
_SCORE: Final = alt.Scale(domain=[0, 1])
_GROUNDS: Final = ("#e6f2f0", "#14635d")
_TURNS: Final = 0.79
"""From this share on white words are easier to read on the ground than black ones; both have AA contrast."""
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _over(below: alt.Chart, above: alt.Chart, height: int = HEIGHT) -> alt.LayerChart:
    return alt.LayerChart(layer=[below, above], height=height)


def trend(figure: Figure, pick: str) -> alt.LayerChart:
    """Return the mean score by step with its interval; dragging across it selects a period as ``pick``."""
    frame = to_frame(figure).dropna(subset=["score"])
    frame["step"] = pd.to_datetime(frame["step"])
    base = alt.Chart(frame).encode(x=alt.X("step:T", title=None))
    band = base.mark_area(opacity=0.18).encode(y=alt.Y("low:Q", title="Mean score"), y2="high:Q")
    line = base.mark_line(point=True).encode(
        y=alt.Y("score:Q", title="Mean score", scale=_SCORE, axis=alt.Axis(format=_PERCENT)),
        tooltip=[
            alt.Tooltip("step:T", title="From"),
            alt.Tooltip("score:Q", title="Mean score", format=_PERCENT),
            alt.Tooltip("answers:Q", title="Answers"),
            alt.Tooltip("interviews:Q", title="Interviews"),
        ],
    )
    return _over(band, line.add_params(alt.selection_interval(name=pick, encodings=["x"])))


def heatmap(figure: Figure, pick: str) -> alt.LayerChart:
    """Return the mean score by category and difficulty; a click selects a category as ``pick``."""
    frame = to_frame(figure)
    frame["label"] = frame["category"].map(in_words)
    frame["level"] = frame["difficulty"].map(in_words)
    frame["shown"] = [
        f"{score:.0%}" + ("*" if answers < FEW else "")
        for score, answers in zip(frame["score"], frame["answers"], strict=True)
    ]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "level:N",
            title=None,
            sort=[in_words(level.value) for level in Difficulty],
            axis=alt.Axis(labelAngle=0, labelOverlap=False, labelFontSize=9.5),
        ),
        y=alt.Y(
            "label:N",
            title=None,
            sort=[category.label for category in Category],
            axis=alt.Axis(labelLimit=200),
        ),
        tooltip=[
            alt.Tooltip("label:N", title="Category"),
            alt.Tooltip("level:N", title="Difficulty"),
            alt.Tooltip("score:Q", title="Mean score", format=_PERCENT),
            alt.Tooltip("answers:Q", title="Answers"),
        ],
    )
    cells = base.mark_rect().encode(
        color=alt.Color(
            "score:Q", title="Mean score", legend=None, scale=alt.Scale(domain=[0, 1], range=_GROUNDS)
        ),
    )
    words = base.mark_text().encode(
        text="shown:N",
        color=alt.condition(f"datum.score > {_TURNS}", alt.value("#ffffff"), alt.value("#000000")),
    )
    return _over(cells.add_params(alt.selection_point(name=pick, fields=["category"])), words, HEIGHT + 90)


def distribution(figure: Figure) -> alt.Chart:
    """Return how many answers there are by tenths of the score."""
    frame = to_frame(figure)
    frame["to_score"] = frame["from_score"] + 0.1
    chart: alt.Chart = (
        alt.Chart(frame, height=HEIGHT)
        .mark_bar()
        .encode(
            x=alt.X(
                "from_score:Q", bin="binned", title="Score", scale=_SCORE, axis=alt.Axis(format=_PERCENT)
            ),
            x2="to_score:Q",
            y=alt.Y("answers:Q", title="Answers"),
            tooltip=[
                alt.Tooltip("from_score:Q", title="From", format=_PERCENT),
                alt.Tooltip("answers:Q", title="Answers"),
            ],
        )
    )
    return chart


def rhythm(figure: Figure) -> alt.Chart:
    """Return how many interviews were begun by weekday and hour."""
    frame = to_frame(figure)
    frame["day"] = [_DAYS[weekday - 1] for weekday in frame["weekday"]]
    chart: alt.Chart = (
        alt.Chart(frame, height=HEIGHT)
        .mark_rect()
        .encode(
            x=alt.X(
                "hour:O",
                title="Hour (UTC)",
                scale=alt.Scale(domain=list(range(frame["hour"].min(), frame["hour"].max() + 1))),
                axis=alt.Axis(labelAngle=0),
            ),
            y=alt.Y("day:N", title=None, sort=list(_DAYS)),
            color=alt.Color("interviews:Q", title="Interviews", scale=alt.Scale(scheme="teals")),
            tooltip=["day:N", "hour:O", alt.Tooltip("interviews:Q", title="Interviews")],
        )
    )
    return chart


def leaders(figure: Figure) -> alt.LayerChart:
    """Return the means of people with their intervals."""
    base = alt.Chart(to_frame(figure)).encode(
        y=alt.Y("name:N", title=None, sort=None),
        tooltip=[
            "name:N",
            alt.Tooltip("score:Q", title="Mean score", format=_PERCENT),
            alt.Tooltip("answers:Q", title="Answers"),
        ],
    )
    rule = base.mark_bar(size=4, opacity=0.45).encode(x=alt.X("low:Q", title="Mean score"), x2="high:Q")
    point = base.mark_point(filled=True, size=80).encode(
        x=alt.X("score:Q", title="Mean score", scale=_SCORE, axis=alt.Axis(format=_PERCENT))
    )
    return _over(rule, point)
