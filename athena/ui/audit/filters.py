"""What the audit log is narrowed by; every choice stands in the address, so that it can be shared."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

import streamlit as st

from athena.domain.audit import Action, Outcome
from athena.services.audit_log import AuditWanted
from athena.ui import clocks
from athena.ui.audit.words import OUTCOMES, action_words

KEYS: Final = ("who", "action", "outcome", "since", "until")


def show() -> AuditWanted:
    """Show the filters and return what is wanted."""
    who, action, outcome = st.columns([2, 2, 1])
    with who:
        person = st.text_input(
            "Who",
            key="who",
            bind="query-params",
            placeholder="An Employee ID, or what it was done to",
            icon=":material/search:",
        )
    with action:
        actions = st.multiselect(
            "What",
            [one.value for one in Action],
            key="action",
            bind="query-params",
            placeholder="Anything",
            format_func=lambda value: action_words(Action(value)),
        )
    with outcome:
        ended = st.selectbox(
            "How it ended",
            [one.value for one in Outcome],
            index=None,
            key="outcome",
            bind="query-params",
            placeholder="Any way",
            format_func=lambda value: OUTCOMES[Outcome(value)],
        )
    since, until = _period()
    return AuditWanted(tuple(map(Action, actions)), person, Outcome(ended) if ended else None, since, until)


def clear() -> None:
    """Take every filter away."""
    for key in KEYS:
        st.session_state[key] = {"who": "", "action": []}.get(key)


def in_use() -> bool:
    """Whether anything is narrowed."""
    return any(st.session_state.get(key) for key in KEYS)


def _period() -> tuple[datetime | None, datetime | None]:
    """Show the first and the last day; return them as times (naive UTC), the end just after the last day."""
    first, last, way_back = st.columns([2, 2, 1], vertical_alignment="bottom")
    with first:
        since = st.date_input("From", None, key="since", bind="query-params", format="YYYY-MM-DD")
    with last:
        until = st.date_input("To", None, key="until", bind="query-params", format="YYYY-MM-DD")
    with way_back:
        st.button(
            "Clear the filters",
            icon=":material/filter_alt_off:",
            type="tertiary",
            disabled=not in_use(),
            on_click=clear,
        )
    return midnight(since), midnight(until + timedelta(days=1) if until else None)


def midnight(day: date | None) -> datetime | None:
    """Return when a day begins for the viewer, as naive UTC."""
    if day is None:
        return None
    begins = datetime(day.year, day.month, day.day, tzinfo=clocks.zone())
    return begins.astimezone(UTC).replace(tzinfo=None)
