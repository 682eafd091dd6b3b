"""A one-time link, shown once to whoever made it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.accounts import LinkKind
from athena.ui.invitations.links import origin
from athena.ui.plain import plain

_KEPT = "account_link"
_PATHS = {LinkKind.REGISTER: "/account/register", LinkKind.RESET: "/account/reset"}


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    address: str
    kind: LinkKind


def make(app: App, viewer: Viewer, employee_id: str, name: str) -> None:
    """Make a link for somebody and keep it until it is shown. Raises InputError."""
    kind, token = app.desk.accounts.make_link(viewer, employee_id)
    address = f"{origin(app).rstrip('/')}{_PATHS[kind]}?link={token}"
    st.session_state[_KEPT] = _Made(name, address, kind)


def show() -> None:
    """Show the link that was just made, this once."""
    made = st.session_state.pop(_KEPT, None)
    if not isinstance(made, _Made):
        return
    hours = round(made.kind.lifetime.total_seconds() / 3600)
    wait = f"{hours // 24} days" if hours > 24 else f"{hours} hours"
    with st.container(border=True):
        st.markdown(f":material/link: **Give this link to {plain(made.name)}**")
        st.code(made.address, language=None, wrap_lines=True)
        st.caption(
            f"It lets them choose a password, once, within {wait}. Send it where only they read it: whoever "
            "opens it first has the account. It is not shown again; a new link replaces it."
        )
