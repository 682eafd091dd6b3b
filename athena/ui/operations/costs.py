"""What interviews cost: today against the budget, and by day and model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import altair as alt
import pandas
import streamlit as st

from athena.services.exporting import Sheet
from athena.services.spending import Spending
from athena.ui import files
from athena.ui.plain import plain
from athena.ui.sessions.words import dollars

_HEIGHT = 260


def show_today(spent: float, budget: float) -> None:
    """Show what today has cost of what it may cost, in US dollars."""
    st.header("Today's budget", anchor=False)
    used = spent / budget
    st.progress(min(1.0, used), text=plain(f"{dollars(spent)} of ${budget:.2f} used ({used:.0%})"))
    if used >= 1:
        st.warning(
            "No interview in the cloud begins before midnight (UTC), unless OPENAI_DAILY_BUDGET is raised.",
            title="Today's budget is used up",
            icon=":material/money_off:",
        )


def show_days(days: Sequence[Spending]) -> None:
    """Show the cost of each day by model, as a chart and as a table."""
    st.header("Cost by day and model", anchor=False)
    if not days:
        st.markdown("No interview has used a model yet. The first one appears here with its cost.")
        return
    if not any(day.priced for day in days):
        _table(days)
        st.caption("Nothing has cost anything yet: the interviewer on this machine is free.")
        return
    chart, table = st.tabs(["Chart", "Table"])
    with chart:
        st.altair_chart(_chart(days), alt=_in_words(days))
    with table:
        _table(days)
    if sum(day.priced for day in days) < sum(day.responses for day in days):
        st.caption(
            "Some responses have no known price: those of the interviewer on this machine, which costs "
            "nothing, and those of models that are not in data/prices.toml."
        )


def _table(days: Sequence[Spending]) -> None:
    st.table([_row(day) for day in days], hide_index=True)
    files.offer("operations", Sheet.of("athena cost by day and model", [asdict(day) for day in days]))


def _chart(days: Sequence[Spending]) -> alt.Chart:
    rows = [
        {"day": day.day.isoformat(), "model": day.model, "usd": day.cost_usd} for day in days if day.priced
    ]
    chart: alt.Chart = (
        alt.Chart(pandas.DataFrame(rows), height=_HEIGHT)
        .mark_bar(size=18)
        .encode(
            x=alt.X(
                "utcyearmonthdate(day):O", title="Day (UTC)", axis=alt.Axis(format="%d %b", labelAngle=0)
            ),
            y=alt.Y("sum(usd):Q", title="US dollars"),
            color=alt.Color("model:N", title="Model", legend=alt.Legend(orient="bottom")),
            tooltip=[
                alt.Tooltip("utcyearmonthdate(day):O", title="Day", format="%d %b %Y"),
                alt.Tooltip("model:N", title="Model"),
                alt.Tooltip("sum(usd):Q", title="US dollars", format=".4f"),
            ],
        )
    )
    return chart


def _in_words(days: Sequence[Spending]) -> str:
    total = sum(day.cost_usd for day in days)
    return (
        f"Bars of the cost of {len({day.day for day in days})} days, {dollars(total)} in all. See the table."
    )


def _row(day: Spending) -> dict[str, str]:
    return {
        "Day": f"{day.day:%d %b %Y}",
        "Model": plain(day.model),
        "Sessions": f"{day.sessions:,}",
        "Responses": f"{day.responses:,}",
        "Tokens in": f"{day.input_tokens:,}",
        "Tokens out": f"{day.output_tokens:,}",
        "Cost": plain(dollars(day.cost_usd if day.priced else None)),
    }
