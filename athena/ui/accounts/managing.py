"""One account: what it is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Role, Viewer
from athena.domain.accounts import Account
from athena.errors import InputError
from athena.services.account_board import AccountLine
from athena.ui import clocks
from athena.ui.accounts import links
from athena.ui.accounts.words import COLOURS, STATES, last_sign_in, ways_in
from athena.ui.identity import ROLES
from athena.ui.plain import counted, plain

_OFFERED = list(Role)
_TROUBLE, _DONE = "account_trouble", "account_done"


def show(app: App, viewer: Viewer, employee_id: str) -> None:
    """Show the account of ``employee_id``. Raises NotFoundError."""
    line = app.desk.account_board.one(viewer, employee_id)
    account = line.account
    st.title(plain(account.name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(account.employee_id), width="content")
        st.badge(ROLES[account.role], color="blue")
        st.badge(STATES[line.state], color=COLOURS[line.state])
    _tell()
    links.show()
    _facts(app, line)
    _role(app, viewer, account)
    _ways_in(app, viewer, account)
    _door(app, viewer, account)


def _facts(app: App, line: AccountLine) -> None:
    account = line.account
    there = len(app.desk.sign_ins.of(account.employee_id))
    now = f"signed in at {counted(there, 'place')} now" if there else "not signed in now"
    facts = [
        " · ".join(part for part in (account.department, account.role_title) if part),
        f"Added {clocks.moment(account.created_at)}" if account.created_at else "",
        f"{last_sign_in(line)}, {now}",
        ways_in(account, app.settings.oidc_label),
    ]
    st.markdown("  \n".join(plain(fact) for fact in facts if fact))


def _role(app: App, viewer: Viewer, account: Account) -> None:
    st.header("Role", anchor=False)
    if app.settings.oidc_roles and account.issuer:
        st.caption(
            f"At each sign-in with {plain(app.settings.oidc_label)} the groups there decide the role anew."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            "Role",
            _OFFERED,
            index=_OFFERED.index(account.role),
            format_func=ROLES.__getitem__,
            width=260,
            label_visibility="collapsed",
        )
        if st.button("Change the role", disabled=chosen is account.role, icon=":material/badge:"):
            _do(
                lambda: app.desk.accounts.change_role(viewer, account.employee_id, chosen),
                f"The role is {ROLES[chosen]} now, in force at their next step.",
            )


def _ways_in(app: App, viewer: Viewer, account: Account) -> None:
    st.header("Ways in", anchor=False)
    label = "Make a link for a new password" if account.has_password else "Make a link to choose the password"
    with st.container(horizontal=True):
        if st.button(label, icon=":material/link:", disabled=not account.active):
            _do(lambda: links.make(app, viewer, account.employee_id, account.name), "")
        if st.button("Sign out everywhere", icon=":material/logout:"):
            _do(
                lambda: app.desk.accounts.sign_out_everywhere(viewer, account.employee_id),
                f"{account.name} is signed out everywhere.",
            )
        _provider(app, viewer, account)


def _provider(app: App, viewer: Viewer, account: Account) -> None:
    oidc = app.desk.oidc
    if oidc is None:
        return
    label = oidc.provider.label
    if account.issuer:
        if st.button(plain(f"Stop signing in with {label}"), icon=":material/key_off:"):
            _do(
                lambda: oidc.forbid(viewer, account.employee_id),
                f"{label} does not open this account any more; whoever was signed in is signed out.",
            )
    elif st.button(
        plain(f"Allow signing in with {label}"),
        icon=":material/key:",
        help="For whoever has this Employee ID as verified e-mail address there.",
    ):
        _do(lambda: oidc.allow(viewer, account.employee_id), f"{label} opens this account from now on.")


def _door(app: App, viewer: Viewer, account: Account) -> None:
    st.header("Open or closed", anchor=False)
    if account.active:
        st.caption("A closed account signs nobody in; interviews and results stay.")
        if st.button("Close the account", icon=":material/block:"):
            _do(
                lambda: app.desk.accounts.deactivate(viewer, account.employee_id),
                "The account is closed, and whoever was signed in with it is signed out.",
            )
    elif st.button("Open the account again", icon=":material/lock_open:"):
        _do(lambda: app.desk.accounts.activate(viewer, account.employee_id), "The account is open again.")


def _do(action: Callable[[], object], done: str) -> None:
    """Do it, and tell above the account what came of it."""
    try:
        action()
    except InputError as error:
        st.session_state[_TROUBLE] = error
    else:
        st.session_state[_DONE] = done
    st.rerun()


def _tell() -> None:
    trouble, done = st.session_state.pop(_TROUBLE, None), st.session_state.pop(_DONE, "")
    if isinstance(trouble, InputError):
        st.error(trouble.message, title=trouble.title, icon=":material/error:")
    if done:
        st.success(plain(str(done)), icon=":material/check:")
