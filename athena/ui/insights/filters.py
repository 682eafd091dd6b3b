"""What the insights are filtered by; every choice stands in the address, so that it can be shared."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

import streamlit as st

from athena.domain.insights import Filters
from athena.domain.interview import Category, Difficulty
from athena.services.insights import Options

PERIODS: Final[dict[str, int | None]] = {"30 days": 30, "90 days": 90, "12 months": 365, "All time": None}
_FIRST = "90 days"
KEYS: Final = ("period", "department", "role", "level", "category", "engine")


def show(options: Options, first: str = _FIRST) -> Filters:
    """Show the filters and return what they leave; ``first`` is the period until one is chosen."""
    since, until = _period(first)
    with st.expander("Filters", icon=":material/filter_alt:", expanded=_in_use()):
        left, right = st.columns(2)
        with left:
            departments = _choose("Department", "department", options.departments)
            levels = _choose("Level", "level", tuple(level.value for level in Difficulty))
            engines = _choose("Engine", "engine", options.engines)
        with right:
            roles = _choose("Role", "role", options.roles)
            categories = _choose("Category", "category", tuple(category.value for category in Category))
            st.button("Clear the filters", icon=":material/filter_alt_off:", type="tertiary", on_click=clear)
    return Filters(since, until, departments, roles, levels, categories, engines)


def period_only(first: str = _FIRST) -> Filters:
    """Show the choice of a period alone."""
    return Filters(*_period(first))


def _period(first: str) -> tuple[date | None, date | None]:
    period = st.segmented_control(
        "Period",
        list(PERIODS),
        default=first,
        key="period",
        bind="query-params",
        label_visibility="collapsed",
    )
    return bounds(PERIODS[period or first])


def bounds(days: int | None, today: date | None = None) -> tuple[date | None, date | None]:
    """Return the first and the last day of the last ``days`` days, today (UTC) included."""
    if days is None:
        return None, None
    last = today or datetime.now(UTC).date()
    return last - timedelta(days=days - 1), last


def clear() -> None:
    """Take every filter away."""
    for key in KEYS[1:]:
        st.session_state[key] = []


def _in_use() -> bool:
    return any(st.session_state.get(key) or st.query_params.get(key) for key in KEYS[1:])


def _choose(label: str, key: str, offered: tuple[str, ...]) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(offered),
        key=key,
        bind="query-params",
        placeholder=f"Any {label.lower()}",
        format_func=in_words,
    )
    return tuple(chosen)


def in_words(name: str) -> str:
    """Return a stored name as people read it."""
    if name in set(Category):
        return Category(name).label
    return name.capitalize() if name in set(Difficulty) or name in {"embedded"} else name
