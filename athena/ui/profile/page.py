"""One's own profile: what is known of oneself, the password, and where one is signed in."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.accounts import LANGUAGES, Account, time_zones
from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH, ROLE_LENGTH
from athena.errors import InputError
from athena.services.tokens import digest
from athena.store.sign_ins import SignIn
from athena.ui import access, clocks
from athena.ui.identity import ROLES
from athena.ui.plain import plain

PASSWORD = "/account/password"  # noqa: S105 - an address
_DONE = "profile_done"


def show() -> None:
    """Show the profile, or that there are no accounts."""
    viewer, app = access.require("profile"), bootstrap.current()
    st.title("Your profile", anchor=False)
    if viewer.local or viewer.role is None:
        _without_account()
        return
    account = app.desk.accounts.of(viewer, viewer.employee_id)
    st.markdown(f"**{plain(account.employee_id)}** · {ROLES[account.role]}")
    if done := st.session_state.pop(_DONE, ""):
        st.success(done, icon=":material/check:")
    _person(app, viewer, account)
    _password(app, account)
    _sign_ins(app, viewer)


def _without_account() -> None:
    st.info(
        "Athena runs for this machine alone and knows no accounts, so there is nothing to keep of you here: "
        "nobody signs in, and times are shown as your browser's clock has them.",
        title="There are no accounts here",
        icon=":material/lock_open:",
    )


def _person(app: App, viewer: Viewer, account: Account) -> None:
    st.header("About you", anchor=False)
    zones, codes = list(time_zones()), list(LANGUAGES)
    with st.form("profile", border=True):
        name = st.text_input("Name", account.name, max_chars=NAME_LENGTH, autocomplete="name")
        left, right = st.columns(2)
        department = left.text_input("Department", account.department or "", max_chars=DEPARTMENT_LENGTH)
        title = right.text_input("Role title", account.role_title or "", max_chars=ROLE_LENGTH)
        left, right = st.columns(2)
        zone = left.selectbox(
            "Time zone",
            zones,
            index=zones.index(account.time_zone),
            help="Times on the pages are told in it.",
        )
        language = right.selectbox(
            "Preferred language",
            codes,
            index=codes.index(account.language),
            format_func=LANGUAGES.__getitem__,
            help="For whoever writes to you. The pages and the interviews are in English.",
        )
        _hint(account)
        pressed = st.form_submit_button("Save", type="primary", icon=":material/check:")
    if not pressed:
        return
    try:
        app.desk.accounts.change_profile(
            viewer,
            viewer.employee_id,
            name=name,
            department=department,
            role_title=title,
            time_zone=zone,
            language=language,
        )
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/edit:")
        return
    clocks.forget()
    st.session_state[_DONE] = "Your profile is saved."
    st.rerun()


def _hint(account: Account) -> None:
    """Tell when the browser's clock is in another time zone."""
    seen = clocks.browser_zone()
    if seen and seen != account.time_zone:
        st.caption(f"Your browser's time zone is {plain(seen)}.")


def _password(app: App, account: Account) -> None:
    st.header("Password", anchor=False)
    if account.issuer:
        st.markdown(f"{plain(app.settings.oidc_label)} opens your account.")
    if account.has_password:
        st.html(f'<a href="{PASSWORD}" target="_self" style="color: inherit">Change your password</a>')
    else:
        st.markdown("You have no password here, and need none.")


def _sign_ins(app: App, viewer: Viewer) -> None:
    st.header("Where you are signed in", anchor=False)
    own = digest(access.token())
    for one in app.desk.sign_ins.of(viewer.employee_id):
        _sign_in(one, here=one.digest == own)
    st.caption("Is one of them not you? Sign out everywhere, and change your password.")
    if st.button("Sign out everywhere", icon=":material/logout:"):
        app.desk.accounts.sign_out_everywhere(viewer, viewer.employee_id)
        st.rerun()


def _sign_in(one: SignIn, *, here: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"Since {clocks.moment(one.opened_at)} with {plain(one.how)}")
            st.caption(
                f"Last seen {clocks.moment(one.seen_at)}, from {plain(one.address or 'an unknown address')}"
            )
        if here:
            st.badge("This browser", color="green")
