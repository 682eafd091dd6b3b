"""The accounts page: the list, or the account that the address names."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.errors import NotFoundError
from athena.ui import access
from athena.ui.accounts import listing, managing


def show() -> None:
    """Show what the address names."""
    viewer, app = access.require("accounts"), bootstrap.current()
    if not app.settings.with_accounts:
        st.info(
            "Everybody at this machine may see and do everything. Set ATHENA_MODE to accounts and start "
            "Athena again; the terminal then prints a link that makes the first administrator.",
            title="There are no accounts here",
            icon=":material/lock_open:",
        )
        return
    employee_id = st.query_params.get("account")
    if not employee_id:
        listing.show(app, viewer)
        return
    st.button("All accounts", icon=":material/arrow_back:", type="tertiary", on_click=_leave)
    try:
        managing.show(app, viewer, employee_id)
    except NotFoundError as error:
        st.error(error.message, title=error.title, icon=":material/search_off:")


def _leave() -> None:
    st.query_params.pop("account", None)
