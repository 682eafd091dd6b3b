"""Who looks at the page, and whether they may."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.domain.access import COOKIE, LOCAL, PAGES, Viewer


def viewer() -> Viewer | None:
    """Return who looks at the page, None for nobody who is known; read anew in every rerun."""
    app = bootstrap.current()
    if not app.settings.with_accounts:
        return LOCAL
    return app.desk.sign_ins.viewer_of(st.context.cookies.get(COOKIE, ""))


def require(page: str) -> Viewer:
    """Return who looks at the page of that address (as in the table of pages). Raises AccessError."""
    found = viewer() or _NOBODY
    found.require(PAGES[page])
    return found


_NOBODY = Viewer("", "", frozenset())
