"""The operations page."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.ui import access
from athena.ui.operations import checkup, costs, demonstration, prices, running


def show() -> None:
    """Show what runs, what it costs, and whether everything an interview needs is there."""
    viewer, app = access.require("operations"), bootstrap.current()
    live = app.live.running()
    seen = app.reading.operations(viewer, [interview.session_id for interview in live])
    st.title("Operations", anchor=False)
    running.show(seen.running, {one.session_id: one.observe() for one in live}, app.live.capacity)
    costs.show_today(seen.today_usd, app.settings.openai_daily_budget)
    costs.show_days(seen.days)
    checkup.show(app)
    prices.show(app.prices)
    demonstration.show(app.demo)
