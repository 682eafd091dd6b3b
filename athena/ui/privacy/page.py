"""The page Data and privacy."""

from __future__ import annotations

import streamlit as st

from athena import bootstrap
from athena.config import Settings
from athena.domain.access import Permission, Viewer
from athena.services.privacy_notice import kept, notice
from athena.ui import access
from athena.ui.plain import plain
from athena.ui.privacy import keeping, mine, person


def show() -> None:
    """Show what is kept in plain words, one's own data, and what only administrators do."""
    viewer = access.require("privacy")
    app = bootstrap.current()
    st.title("Data and privacy", anchor=False)
    if viewer.may(Permission.MANAGE_PRIVACY):
        told, everybody, files = st.tabs(["What is kept", "One person", "Retention and backups"])
        with told:
            _tell(app.settings)
            _own(viewer)
        with everybody:
            person.show(viewer, app.desk.custody)
        with files:
            keeping.show(viewer, app.desk.custody)
        return
    _tell(app.settings)
    _own(viewer)


def _own(viewer: Viewer) -> None:
    app = bootstrap.current()
    if not viewer.local:
        mine.show(viewer, app.desk.custody.exports, app.settings.contact)


def _tell(settings: Settings) -> None:
    st.markdown("What Athena keeps of people, as it is set up here.")
    st.header("What is kept, and how long after its end", anchor=False)
    lines = [f"| {plain(what)} | {plain(period).replace(' ', '&nbsp;')} |" for what, period in kept(settings)]
    st.markdown("\n".join(("| What | Kept for |", "|---|---|", *lines)))
    for section in notice(settings):
        st.header(section.title, anchor=False)
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in section.sentences))
