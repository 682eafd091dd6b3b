"""The record of a session: who interviewed, what it used and cost, and what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from athena.services import session_sheets
from athena.services.engines import EngineUse
from athena.services.session_view import Measurement, SessionView
from athena.services.spending import ResponseUse
from athena.ui import files
from athena.ui.plain import plain
from athena.ui.sessions.words import dollars, moment

_LEFT = "_left"


def show(view: SessionView) -> None:
    """Show the record."""
    st.header("Record", anchor="record")
    st.subheader("Who interviewed", anchor=False)
    st.table([_engine(use) for use in view.engines], hide_index=True)
    files.offer("sessions", session_sheets.engines(view))
    st.subheader("What it used", anchor=False)
    if view.uses:
        st.table([_used(model, uses, view.engines) for model, uses in _by_model(view.uses)], hide_index=True)
        with st.expander(f"Each of the {len(view.uses)} responses", icon=":material/receipt_long:"):
            st.dataframe(
                [_response(use) for use in view.uses], hide_index=True, alt="What each response used"
            )
        files.offer("sessions", session_sheets.responses(view))
    else:
        st.caption("No use of a model was told.")
    if limits := left_of_limits(view.measurements):
        st.caption(f":material/speed: {limits}")
    st.subheader("What was measured", anchor=False)
    measured = [figure for figure in view.measurements if not figure.name.endswith(_LEFT)]
    if measured:
        with st.expander(f"{len(measured)} figures", icon=":material/speed:"):
            st.table([_measured(figure) for figure in measured], hide_index=True)
            files.offer("sessions", session_sheets.measurements(view))
    else:
        st.caption("Nothing was measured.")


def left_of_limits(measurements: Sequence[Measurement]) -> str:
    """Say what the service told last of the account's rate limits; empty when it never did."""
    latest = {
        figure.name.removesuffix(_LEFT): figure.value
        for figure in sorted(measurements, key=lambda figure: figure.recorded_at)
        if figure.name.endswith(_LEFT)
    }
    if not latest:
        return ""
    told = " and ".join(f"{value:,.0f} {plain(name.replace('_', ' '))}" for name, value in latest.items())
    waited = " Nothing is asked for while one of them is used up."
    return f"Left of the account's rate limits, as the service told it last: {told}.{waited}"


def _engine(use: EngineUse) -> dict[str, str]:
    return {
        "From": moment(use.began_at),
        "Engine": plain(use.engine),
        "Model": plain(use.model),
        "Why": plain(use.reason) or "It began with this one",
    }


def _by_model(uses: Sequence[ResponseUse]) -> Iterable[tuple[str, list[ResponseUse]]]:
    models = dict.fromkeys(use.model for use in uses)
    return ((model, [use for use in uses if use.model == model]) for model in models)


def _used(model: str, uses: Sequence[ResponseUse], engines: Sequence[EngineUse]) -> dict[str, str]:
    priced = [use.cost_usd for use in uses if use.cost_usd is not None]
    part = f" (for {len(priced)} of {len(uses)})" if 0 < len(priced) < len(uses) else ""
    return {
        "Model": plain(model),
        "As": "Interviewer" if model in {use.model for use in engines} else "Evaluator",
        "Responses": f"{len(uses):,}",
        "Tokens in": f"{sum(use.input_tokens or 0 for use in uses):,}",
        "Tokens out": f"{sum(use.output_tokens or 0 for use in uses):,}",
        "Cost": plain(dollars(sum(priced) if priced else None)) + part,
    }


def _response(use: ResponseUse) -> dict[str, object]:
    return {
        "Time (UTC)": use.recorded_at,
        "Response": use.response_id,
        "Model": use.model,
        "Tokens in": use.input_tokens,
        "Tokens out": use.output_tokens,
        "US dollars": use.cost_usd,
    }


def _measured(figure: Measurement) -> dict[str, str]:
    return {
        "What": plain(_name(figure.name)),
        "Value": f"{figure.value:,.1f}".removesuffix(".0"),
        "When": moment(figure.recorded_at),
    }


def _name(name: str) -> str:
    words = name.replace("_p50", " (median)").replace("_p95", " (95th percentile)").replace("_ms", ", ms")
    return words.replace("_", " ").capitalize()
