"""Who looks at the page, and whether they may."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from athena import bootstrap
from athena.domain.access import COOKIE, LOCAL, PAGES, Permission, Viewer
from athena.errors import AccessError

_SEEN = "seen_by"
_NOBODY = Viewer("", "", frozenset())


def viewer() -> Viewer | None:
    """Return who looks at the page, None for nobody who is known; read anew in every rerun."""
    return _whose(token())


def token() -> str:
    """Return the token in the browser's cookie, "" without one."""
    return st.context.cookies.get(COOKIE, "")


def require(page: str) -> Viewer:
    """Return who looks at the page of that address (as in the table of pages). Raises AccessError."""
    found = viewer() or _NOBODY
    found.require(PAGES[page])
    st.session_state[_SEEN] = found
    return found


def still(page: str) -> Viewer:
    """Return who looks at a part of the page that is drawn by itself; the whole is drawn when they may not.

    The frame says then what there is to say.
    """
    try:
        return require(page)
    except AccessError:
        st.rerun(scope="app")


def asks_later(page: str) -> Callable[[], Viewer]:
    """Return what tells who looks at the page when its script has ended, as a download does; asked anew.

    It raises AccessError.
    """
    held = token()

    def found() -> Viewer:
        viewer = _whose(held) or _NOBODY
        viewer.require(PAGES[page])
        return viewer

    return found


def _whose(held: str) -> Viewer | None:
    app = bootstrap.current()
    return app.desk.sign_ins.viewer_of(held) if app.settings.with_accounts else LOCAL


def offers(permission: Permission) -> bool:
    """Whether to offer what takes a permission to who opened the page; doing it asks anew."""
    found = st.session_state.get(_SEEN)
    return isinstance(found, Viewer) and found.may(permission)


def is_own(employee_id: str) -> bool:
    """Whether what is shown is about who opened the page, and nobody else."""
    found = st.session_state.get(_SEEN)
    return isinstance(found, Viewer) and found.is_person(employee_id)
