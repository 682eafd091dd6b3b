"""Doing things in callbacks: as whoever looks at that moment, with what went wrong told above the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from athena.domain.access import Viewer
from athena.errors import AccessError, InputError
from athena.ui import access

_TROUBLE: Final = "invitations_trouble"


def act(action: Callable[[Viewer], None]) -> None:
    """Do something, for callbacks: who looked when the button was drawn may not be allowed to any more."""
    try:
        action(access.require("invitations"))
    except AccessError:
        return  # the page that is drawn next says so
    except InputError as error:
        st.session_state[_TROUBLE] = error.message


def show_trouble() -> None:
    """Show once what was not possible."""
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.error(trouble, title="That was not possible", icon=":material/error:")
