"""Adding an account: who, as what, and a link to choose the password."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.access import Role, Viewer
from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH, ROLE_LENGTH
from athena.errors import InputError
from athena.ui.accounts import links
from athena.ui.identity import ROLES
from athena.ui.plain import plain

_ROUND = "accounts_added"
_OFFERED = list(Role)


def show(app: App, viewer: Viewer, *, opened: bool) -> None:
    """Show the form; ``opened`` for when there is nobody else yet."""
    with st.expander("Add an account", icon=":material/person_add:", expanded=opened):
        round_ = st.session_state.get(_ROUND, 0)  # a new form, empty again, after each account
        with st.form(f"add_account_{round_}", border=False):
            left, right = st.columns(2)
            with left:
                employee_id = st.text_input("Employee ID", max_chars=64, autocomplete="off")
                department = st.text_input("Department (may stay empty)", max_chars=DEPARTMENT_LENGTH)
                role = st.selectbox(
                    "Role", _OFFERED, index=_OFFERED.index(Role.CANDIDATE), format_func=ROLES.__getitem__
                )
            with right:
                name = st.text_input("Name", max_chars=NAME_LENGTH, autocomplete="off")
                title = st.text_input("Role title (may stay empty)", max_chars=ROLE_LENGTH)
            st.caption(
                "Whoever has taken an interview before keeps the name, department and "
                "role title that are known of the Employee ID."
            )
            by_provider = _asks_for_provider(app)
            pressed = st.form_submit_button("Add the account", type="primary", icon=":material/person_add:")
        if pressed:
            person = {"name": name, "department": department, "role_title": title}
            _add(app, viewer, employee_id, role, person, by_provider=by_provider)


def _asks_for_provider(app: App) -> bool:
    """Ask whether a provider opens the account; the Employee ID has to be the address it verified."""
    if app.desk.oidc is None:
        return False
    label = plain(app.desk.oidc.provider.label)
    return st.checkbox(f"Signs in with {label}: the Employee ID is the e-mail address there")


def _add(
    app: App, viewer: Viewer, employee_id: str, role: Role, person: dict[str, str], *, by_provider: bool
) -> None:
    try:
        account = app.desk.accounts.add(viewer, employee_id, role, **person)
        if by_provider and app.desk.oidc:
            app.desk.oidc.allow(viewer, account.employee_id)
        else:
            links.make(app, viewer, account.employee_id, account.name)
    except InputError as error:
        st.error(error.message, title=error.title, icon=":material/edit:")
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.toast(f"{plain(account.name)} has an account now.", icon=":material/check:")
    st.rerun()
