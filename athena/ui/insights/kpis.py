"""The row of key figures: now, against the period before, and how it went in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from athena.domain.insights import FEW, Filters
from athena.services.insights import Figure, Insights, Totals

NARROWEST: Final = 150
"""Pixels: two stand beside each other on a phone."""
Value = float | int | None


@dataclass(frozen=True, slots=True)
class _Kpi:
    """How one key figure is read off, written and judged; ``better`` is the direction that is good."""

    label: str
    of: Callable[[Totals], Value]
    column: str
    write: Callable[[float], str]
    better: Literal["normal", "inverse", "off"] = "normal"


def _seconds(value: float) -> str:
    return f"{value:.0f} s"


def _dollars(value: float) -> str:
    return f"${value:.2f}"


_KPIS: Final = (
    _Kpi("Interviews", lambda totals: totals.interviews, "interviews", "{:,.0f}".format),
    _Kpi("Completed", lambda totals: totals.completion, "completion", "{:.0%}".format),
    _Kpi("Mean score", lambda totals: totals.score, "score", "{:.0%}".format),
    _Kpi("Median answer time", lambda totals: totals.response_s, "response_s", _seconds, "off"),
    _Kpi("Cost per interview", lambda totals: totals.cost, "cost", _dollars, "inverse"),
)


def show(insights: Insights, filters: Filters) -> None:
    """Show the five figures."""
    now, before = insights.totals(filters), filters.previous()
    earlier = insights.totals(before) if before else None
    trend = insights.trend(filters)
    with st.grid(len(_KPIS), min_column_width=NARROWEST):
        for kpi in _KPIS:
            _show(kpi, kpi.of(now), kpi.of(earlier) if earlier else None, trend)
    if 0 < now.answers < FEW:
        st.caption(f"Scores rest on fewer than {FEW} answers: they say little yet.")


def _show(kpi: _Kpi, value: Value, before: Value, trend: Figure) -> None:
    line = [float(one) for one in trend.column(kpi.column) if one is not None]
    known = value is not None and before is not None
    change = float(value or 0) - float(before or 0)
    same = kpi.write(abs(change)) == kpi.write(0)
    st.metric(
        kpi.label,
        "–" if value is None else kpi.write(value),
        delta=("no change" if same else _difference(kpi, change)) if known else None,
        delta_color="off" if same else kpi.better,
        delta_arrow="off" if same else "auto",
        delta_description="vs. before" if known and not same else None,
        chart_data=line if len(line) > 1 else None,
        chart_type="area",
        border=True,
    )


def _difference(kpi: _Kpi, change: float) -> str:
    sign = "-" if change < 0 else "+"
    return f"{sign}{kpi.write(abs(change))}"
