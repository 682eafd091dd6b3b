"""The list of accounts by name, with filters that stand in the address."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.services.account_board import AccountLine
from athena.services.records import utc_now
from athena.ui.accounts import adding, filters, links
from athena.ui.accounts.words import COLOURS, STATES, last_sign_in
from athena.ui.identity import ROLES
from athena.ui.plain import counted, plain

PAGE = 25


def show(app: App, viewer: Viewer) -> None:
    """Show the form to add one, the filters, and what they leave."""
    st.title("Accounts", anchor=False)
    lines = app.desk.account_board.everybody(viewer)
    adding.show(app, viewer, opened=len(lines) < 2)
    links.show()
    wanted, now = filters.show(), utc_now()
    found = [line for line in lines if wanted.leaves(line, now)]
    st.caption(counted(len(found), "account"))
    if not found:
        st.markdown("No account is like that. Take a filter away or search for other words.")
        st.button("Clear all filters", icon=":material/filter_alt_off:", on_click=filters.clear)
        return
    pages = -(-len(found) // PAGE)
    page = min(st.session_state.get("page") or 1, pages)
    for line in found[(page - 1) * PAGE : page * PAGE]:
        _line(line)
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _line(line: AccountLine) -> None:
    account = line.account
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{plain(account.name)}** :gray[{plain(account.employee_id)}]")
            parts = (account.department, account.role_title, last_sign_in(line))
            st.caption(" · ".join(plain(part) for part in parts if part))
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.badge(ROLES[account.role], color="blue")
            st.badge(STATES[line.state], color=COLOURS[line.state])
            st.button(
                "Manage",
                key=f"manage_{account.employee_id}",
                help=f"Manage the account of {plain(account.name)}",
                on_click=_open,
                args=(account.employee_id,),
            )


def _open(employee_id: str) -> None:
    st.query_params["account"] = employee_id
