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
_WIDTH: Final = 170  # two of them beside each other on a phone


def show() -> AuditWanted:
    """Show the filters and return what is wanted."""
    who, action = st.columns(2)
    person = who.text_input(
        "Who",
        key="who",
        bind="query-params",
        placeholder="An Employee ID, or what it was done to",
        icon=":material/search:",
    )
    actions = action.multiselect(
        "What",
        [one.value for one in Action],
        key="action",
        bind="query-params",
        placeholder="Anything",
        format_func=lambda value: action_words(Action(value)),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since, until = _day("From", "since"), _day("To", "until")
        outcome = _outcome()
        st.button(
            "Clear the filters",
            icon=":material/filter_alt_off:",
            type="tertiary",
            disabled=not in_use(),
            on_click=clear,
        )
    end = midnight(until + timedelta(days=1)) if until else None
    return AuditWanted(tuple(map(Action, actions)), person, outcome, midnight(since), end)


def clear() -> None:
    """Take every filter away."""
    for key in KEYS:
        st.session_state[key] = {"who": "", "action": []}.get(key)


def in_use() -> bool:
    """Whether anything is narrowed."""
    return any(st.session_state.get(key) for key in KEYS)


def _day(label: str, key: str) -> date | None:
    return st.date_input(label, None, key=key, bind="query-params", format="YYYY-MM-DD", width=_WIDTH)


def _outcome() -> Outcome | None:
    chosen = st.selectbox(
        "How it ended",
        [one.value for one in Outcome],
        index=None,
        key="outcome",
        bind="query-params",
        placeholder="Any way",
        format_func=lambda value: OUTCOMES[Outcome(value)],
        width=_WIDTH,
    )
    return Outcome(chosen) if chosen else None


def midnight(day: date | None) -> datetime | None:
    """Return when a day begins for the viewer, as naive UTC."""
    if day is None:
        return None
    begins = datetime(day.year, day.month, day.day, tzinfo=clocks.zone())
    return begins.astimezone(UTC).replace(tzinfo=None)
