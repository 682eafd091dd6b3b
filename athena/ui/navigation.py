"""The pages there are, under the names and in the groups that the navigation shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from athena.domain.access import PAGES, Viewer

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = ROOT / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its address (as in the table of pages), name, icon, group and the name of its file."""

    address: str
    title: str
    icon: str = ""
    group: str = ""
    file: str = ""
    listed: bool = True
    local: bool = True
    wide: bool = False

    @property
    def path(self) -> Path:
        """The file that Streamlit runs."""
        return _FOLDER / f"{self.file or self.address}.py"

    def page(self, *, listed: bool) -> StreamlitPage:
        """Return the page for the navigation."""
        visibility: Literal["visible", "hidden"] = "visible" if listed else "hidden"
        icon = f":material/{self.icon}:" if self.icon else None
        if not self.address:
            return st.Page(self.path, title=self.title, icon=icon, default=True, visibility=visibility)
        return st.Page(self.path, title=self.title, icon=icon, url_path=self.address, visibility=visibility)


_INSIGHTS, _RUNNING, _YOU = "Insights", "Administration", "You"
ENTRIES: Final = (
    Entry("", "Interview", "graphic_eq", file="interview"),
    Entry("problems", "Practice", "code", wide=True),
    Entry("progress", "My progress", "trending_up", wide=True),
    Entry("sessions", "Sessions", "forum"),
    Entry("reports", "Reports", listed=False),
    Entry("invitations", "Invitations", "mail", wide=True),
    Entry("sql", "SQL", "database", wide=True),
    Entry("overview", "Overview", "dashboard", _INSIGHTS, wide=True),
    Entry("people", "People", "group", _INSIGHTS, wide=True),
    Entry("questions", "Questions", "quiz", _INSIGHTS, wide=True),
    Entry("fairness", "Fairness", "balance", _INSIGHTS, wide=True),
    Entry("operations", "Operations", "monitoring", _RUNNING),
    Entry("accounts", "Accounts", "manage_accounts", _RUNNING, local=False, wide=True),
    Entry("audit", "Audit log", "history", _RUNNING, wide=True),
    Entry("profile", "Profile", "account_circle", _YOU, local=False),
    Entry("privacy", "Data and privacy", "shield_person", _YOU),
)
"""``listed`` False is for what is reached by a link, ``local`` False for what takes accounts."""


def sections(viewer: Viewer | None) -> dict[str, list[StreamlitPage]]:
    """Return the pages by group; what the viewer may not open is there to say so, and is not listed.

    A page without a file is left out.
    """
    found: dict[str, list[StreamlitPage]] = {}
    for entry in ENTRIES:
        if entry.path.is_file():
            found.setdefault(entry.group, []).append(entry.page(listed=is_listed(entry, viewer)))
    return found


def is_listed(entry: Entry, viewer: Viewer | None) -> bool:
    """Whether the navigation offers a page to somebody."""
    if viewer is None or not entry.listed or (viewer.local and not entry.local):
        return False
    return viewer.may(PAGES[entry.address])
