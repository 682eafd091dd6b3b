"""Who looks at the page, told above it; and what is shown to somebody who is not signed in any more."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from athena import bootstrap
from athena.domain.access import Role, Viewer
from athena.ui import access
from athena.ui.plain import plain

SIGN_IN = "/account/sign-in"
ROLES = {
    Role.ADMIN: "Administrator",
    Role.MANAGER: "Manager",
    Role.ANALYST: "Analyst",
    Role.CANDIDATE: "Candidate",
}
_HIDDEN, _OUT, _WHOSE = "banner_hidden", "signed_out", "whose_tab"
GUEST = "by_invitation"
"""Where a tab keeps whether the last person it was shown to came by an invitation."""


def show(viewer: Viewer) -> None:
    """Show who is signed in, or that nobody needs to be.

    It is one element always: parts of the page that must not move stand below it.
    """
    with st.container(key="identity"):
        if not viewer.local:
            _account(viewer)
        elif not st.session_state.get(_HIDDEN):
            _banner()


def clear_if_somebody_elses(viewer: Viewer) -> None:
    """Forget what the tab holds when somebody else looks at it than before."""
    whose = viewer.invitation_id or viewer.employee_id
    if st.session_state.get(_WHOSE, whose) != whose:
        st.session_state.clear()
    st.session_state[_WHOSE] = whose
    st.session_state[GUEST] = viewer.invitation_id is not None


def show_signed_out(path: str) -> None:
    """Tell that nobody is signed in here (any more), with the way back to ``path``."""
    if st.session_state.get(GUEST):
        st.title("This interview is not open here any more", anchor=False)
        st.markdown(
            "You signed out, went on in another browser, or were away for long. All you said is kept: open "
            "the link of your invitation again to go on here."
        )
        return
    if st.session_state.get(_OUT):
        st.title("You are signed out", anchor=False)
        st.markdown("Nothing on this page can be used until somebody signs in again.")
    else:
        st.title("Please sign in", anchor=False)
        st.markdown("You are not signed in any more: your sign-in has ended, or it was ended elsewhere.")
    st.html(f'<a href="{sign_in_address(path)}" target="_self" style="color: inherit">Sign in</a>')


def sign_in_address(path: str) -> str:
    """Return where to sign in and come back to ``path`` with what stands in the address now."""
    query = urlencode(st.query_params.to_dict(), doseq=True)
    return f"{SIGN_IN}?next={quote(f'/{path}?{query}' if query else f'/{path}', safe='')}"


def _banner() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("No accounts here", icon=":material/lock_open:", color="orange", width="content")
        st.caption("Everybody at this machine may see and do everything.", width="content")
        st.button("Hide this note", type="tertiary", on_click=_hide)


def _hide() -> None:
    st.session_state[_HIDDEN] = True


def _account(viewer: Viewer) -> None:
    role = ROLES[viewer.role] if viewer.role else "By invitation"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.caption(f":material/account_circle: **{plain(viewer.name)}** · {role}", width="content")
        st.button("Sign out", type="tertiary", icon=":material/logout:", on_click=_sign_out)


def _sign_out() -> None:
    guest = st.session_state.get(GUEST, False)
    bootstrap.current().desk.sign_ins.close(access.token())
    st.session_state.clear()
    st.session_state.update({_OUT: True, GUEST: guest})
