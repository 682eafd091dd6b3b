"""What the invitations page holds between reruns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import streamlit as st

from athena.domain.invitations import Invitation
from athena.services.inviting import NewLink

VIEW: Final = "view"
BOARD, INVITE, TEMPLATES = "Board", "Invite people", "Templates"
PEOPLE: Final = "invitees"
"""The Employee IDs that were picked to be invited."""
EDITED: Final = "edited_template"
"""The template that is edited: its id, "" for a new one, None for none."""
_NEXT = "picked_next"
_LINKS, _REFUSED, _AGAIN = "new_links", "not_invited", "links_again"


def go(view: str) -> None:
    """Show another part of the page; for callbacks."""
    st.session_state[VIEW] = view


def pick(employee_ids: list[str]) -> None:
    """Have people picked in the next rerun, beside those who are."""
    st.session_state[_NEXT] = [*st.session_state.get(_NEXT, []), *employee_ids]


def settle_picked(known: Collection[str]) -> None:
    """Bring the people who are picked up to date, before the widget that shows them."""
    picked = [*st.session_state.get(PEOPLE, []), *st.session_state.pop(_NEXT, [])]
    st.session_state[PEOPLE] = [one for one in dict.fromkeys(picked) if one in known]


def hand_out(links: tuple[NewLink, ...], refused: dict[str, str], *, again: bool = False) -> None:
    """Keep links that were just made, to be shown above everything until they are put away."""
    st.session_state[_LINKS], st.session_state[_REFUSED] = links, refused
    st.session_state[_AGAIN] = again


def handed_out() -> tuple[tuple[NewLink, ...], dict[str, str], bool]:
    """Return the links to show, by Employee ID why others have none, and whether it is for a reminder."""
    state = st.session_state
    return state.get(_LINKS, ()), state.get(_REFUSED, {}), state.get(_AGAIN, False)


def put_away() -> None:
    """Show the links no more; they are kept nowhere."""
    for key in (_LINKS, _REFUSED, _AGAIN):
        st.session_state.pop(key, None)


def drop_links_of(invitation: Invitation) -> None:
    """Show the link of an invitation no more that leads nowhere now."""
    links, refused, again = handed_out()
    left = tuple(link for link in links if link.invitation.invitation_id != invitation.invitation_id)
    hand_out(left, refused, again=again)
