"""One's own profile: what is known of oneself, the password, and where one is signed in."""

from __future__ import annotations

from zoneinfo import available_timezones

import streamlit as st

from athena import bootstrap
from athena.bootstrap import App
from athena.domain.access import Viewer
from athena.domain.accounts import LANGUAGES, Account
from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH, ROLE_LENGTH
from athena.errors import InputError
from athena.services.tokens import digest
from athena.ui import access, clocks
from athena.ui.accounts.words import ways_in
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
    zones = sorted(available_timezones())
    with st.form("profile", border=True):
        name = st.text_input("Name", account.name, max_chars=NAME_LENGTH, autocomplete="name")
        left, right = st.columns(2)
        with left:
            department = st.text_input("Department", account.department or "", max_chars=DEPARTMENT_LENGTH)
            zone = st.selectbox(
                "Time zone", zones, index=zones.index(account.time_zone), help="Times on all pages are in it."
            )
        with right:
            title = st.text_input("Role title", account.role_title or "", max_chars=ROLE_LENGTH)
            codes = list(LANGUAGES)
            language = st.selectbox(
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
    st.markdown(plain(f"You sign in with {ways_in(account, app.settings.oidc_label)}."))
    if account.has_password:
        st.html(f'<a href="{PASSWORD}" target="_self">Change your password</a>')


def _sign_ins(app: App, viewer: Viewer) -> None:
    st.header("Where you are signed in", anchor=False)
    own = digest(access.token())
    rows = [
        {
            "Since": clocks.moment(one.opened_at),
            "Last seen": clocks.moment(one.seen_at),
            "With": plain(one.how),
            "Address": plain(one.address or "not known"),
            "": "This browser" if one.digest == own else "",
        }
        for one in app.desk.sign_ins.of(viewer.employee_id)
    ]
    st.table(rows, hide_index=True, border="horizontal")
    st.caption("Is one of them not you? Sign out everywhere, and change your password.")
    if st.button("Sign out everywhere", icon=":material/logout:"):
        app.desk.accounts.sign_out_everywhere(viewer, viewer.employee_id)
        st.rerun()
