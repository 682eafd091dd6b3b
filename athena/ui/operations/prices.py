"""The prices that costs are counted by."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from athena.domain.cost import Price, PriceList
from athena.services.exporting import Sheet
from athena.ui import files
from athena.ui.plain import plain


def show(prices: PriceList) -> None:
    """Show the prices with their date."""
    st.header("Prices", anchor=False)
    st.caption(
        f"US dollars for a million tokens, or for a minute of audio, as of {prices.as_of:%d %B %Y}, from "
        "data/prices.toml"
    )
    st.table([row for model, price in prices.models.items() for row in _rows(model, price)], hide_index=True)
    files.offer("operations", Sheet.of(f"athena prices {prices.as_of:%Y-%m-%d}", _records(prices)))


def _rows(model: str, price: Price) -> Iterator[dict[str, str]]:
    for kind, rate in (("Audio tokens", price.audio), ("Text tokens", price.text)):
        if rate is not None:
            yield {
                "Model": plain(model),
                "For": kind,
                "Input": f"{rate.input:g}",
                "Cached input": f"{rate.cached:g}",
                "Output": f"{rate.output:g}",
            }
    if price.minute is not None:
        yield {"Model": plain(model), "For": "Minute", "Input": f"{price.minute:g}"}


def _records(prices: PriceList) -> list[dict[str, object]]:
    """Return US dollars for a million tokens, or for a minute of audio."""
    return [
        {
            "model": model,
            "for": kind,
            "input_usd": rate.input if rate else price.minute,
            "cached_input_usd": rate.cached if rate else None,
            "output_usd": rate.output if rate else None,
        }
        for model, price in prices.models.items()
        for kind, rate in (("audio tokens", price.audio), ("text tokens", price.text), ("minute", None))
        if rate is not None or (kind == "minute" and price.minute is not None)
    ]
