"""What the list of accounts is narrowed by; every choice stands in the address."""

from __future__ import annotations

from typing import Final, TypeVar

import streamlit as st

from athena.domain.access import Role
from athena.services.account_board import AccountState, AccountsWanted, LastUse
from athena.ui.accounts.words import LAST_USES, STATES
from athena.ui.identity import ROLES

KEYS: Final = ("search", "role", "state", "used")
_WIDTH = 170  # two of them beside each other on a phone
_T = TypeVar("_T", Role, AccountState, LastUse)


def show() -> AccountsWanted:
    """Show the filters and return what is wanted."""
    words = st.text_input(
        "Search",
        key="search",
        bind="query-params",
        placeholder="A name, an ID, a department or a role title",
        icon=":material/search:",
    )
    with st.container(horizontal=True):
        role = _choose("Role", "role", ROLES)
        state = _choose("Account", "state", STATES)
        last_use = _choose("Last sign-in", "used", LAST_USES)
    return AccountsWanted(words, role, state, last_use)


def clear() -> None:
    """Take every filter away."""
    for key in KEYS:
        st.session_state[key] = "" if key == "search" else None


def _choose(label: str, key: str, offered: dict[_T, str]) -> _T | None:
    chosen = st.selectbox(
        label,
        list(offered.values()),
        index=None,
        key=key,
        bind="query-params",
        placeholder="Any",
        width=_WIDTH,
    )
    return next((one for one, word in offered.items() if word == chosen), None)
