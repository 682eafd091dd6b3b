"""What the list of sessions is filtered by; every choice stands in the address, so that it can be shared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from athena.domain.interview import Difficulty, SessionStatus
from athena.services.reading import Choices, Wanted
from athena.ui.sessions.words import NEEDS_A_PERSON, STATUS

KEYS = ("search", "review", "status", "level", "engine", "person", "period")
_PERIODS = {"Last 7 days": 7, "Last 30 days": 30, "Last 90 days": 90, "Last 365 days": 365}


def show(choices: Choices) -> Wanted:
    """Show the filters and return what is wanted."""
    words = st.text_input(
        "Search",
        key="search",
        bind="query-params",
        placeholder="A name, an ID, or words that were said",
        icon=":material/search:",
    )
    flagged = st.toggle(
        NEEDS_A_PERSON,
        key="review",
        bind="query-params",
        help="Only sessions with an answer that was flagged and that nobody has looked at.",
    )
    with st.expander("Filters", icon=":material/filter_alt:", expanded=_in_use()):
        left, right = st.columns(2)
        with left:
            chosen = _choose("Status", "status", [STATUS[status] for status in SessionStatus])
            engine = _choose("Engine", "engine", list(choices.engines))
            period = _choose("Period", "period", list(_PERIODS))
        with right:
            level = _choose("Level", "level", [level.value.capitalize() for level in Difficulty])
            people = {f"{one.name} ({one.employee_id})": one.employee_id for one in choices.people}
            person = _choose("Person", "person", list(people))
    return Wanted(
        status={word: status for status, word in STATUS.items()}.get(chosen or ""),
        level=Difficulty(level.lower()) if level else None,
        engine=engine or "",
        employee_id=people.get(person or "", ""),
        since=_since(period),
        words=words,
        flagged=flagged,
    )


def clear() -> None:
    """Take every filter away."""
    for key in KEYS:
        st.session_state[key] = {"search": "", "review": False}.get(key)


def _in_use() -> bool:
    return any(st.session_state.get(key) or st.query_params.get(key) for key in KEYS[2:])


def _choose(label: str, key: str, offered: list[str]) -> str | None:
    return st.selectbox(
        label, offered, index=None, key=key, bind="query-params", placeholder=f"Any {label.lower()}"
    )


def _since(period: str | None) -> datetime | None:
    if not period:
        return None
    return datetime.now(UTC).replace(tzinfo=None) - timedelta(days=_PERIODS[period])
