"""The invitations page: the board, inviting people, or the templates."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.ui import access
from athena.ui.invitations import acting, board, deliveries, inviting, links, templates
from athena.ui.invitations.state import BOARD, INVITE, TEMPLATES, VIEW

_VIEWS = (BOARD, INVITE, TEMPLATES)


def show() -> None:
    """Show what was chosen above; links that were just made stand alone until they are put away."""
    viewer, app = access.require("invitations"), bootstrap.current()
    st.title("Invitations", anchor=False)
    if st.query_params.get(VIEW) not in _VIEWS:
        st.query_params.pop(VIEW, None)
        st.session_state.setdefault(VIEW, BOARD)
    view = st.segmented_control(
        "What to do", _VIEWS, key=VIEW, bind="query-params", required=True, label_visibility="collapsed"
    )
    acting.show_trouble()
    if links.show(app):
        return
    if view == INVITE:
        inviting.show(app, viewer)
    elif view == TEMPLATES:
        templates.show(app, viewer)
    else:
        board.show(app, viewer)
        deliveries.show(app, viewer)
