"""Times as the person who looks reads them: in the time zone of their profile, else in the browser's."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from athena import bootstrap
from athena.domain.accounts import read_time_zone
from athena.errors import InputError, NotFoundError
from athena.ui import access

_KEPT = "time_zone_of_viewer"


def zone() -> ZoneInfo:
    """Return the viewer's time zone; looked up once in a tab."""
    name = st.session_state.get(_KEPT)
    if name is None:
        name = st.session_state[_KEPT] = _chosen() or browser_zone() or "UTC"
    return ZoneInfo(str(name))


def forget() -> None:
    """Look the time zone up anew: the profile has changed."""
    st.session_state.pop(_KEPT, None)


def local(at: datetime) -> datetime:
    """Return a time (naive UTC) in the viewer's time zone."""
    return at.replace(tzinfo=UTC).astimezone(zone())


def moment(at: datetime) -> str:
    """Return a time (naive UTC) as people read it, with its zone."""
    return f"{local(at):%d %B %Y, %H:%M %Z}"


def browser_zone() -> str | None:
    """Return the name of the browser's time zone, None when it tells none that is known."""
    try:
        return read_time_zone(st.context.timezone or "") if st.context.timezone else None
    except InputError:
        return None


def _chosen() -> str | None:
    viewer = access.viewer()
    if viewer is None or viewer.local or viewer.role is None:
        return None
    try:
        return bootstrap.current().desk.accounts.of(viewer, viewer.employee_id).time_zone
    except NotFoundError:
        return None
