"""The frame of the application: name, icon, navigation, and what is shown when nothing else can be."""

from __future__ import annotations

import logging
from typing import Literal

import streamlit as st

from athena import bootstrap
from athena.domain.access import Viewer
from athena.domain.audit import Action, Outcome
from athena.errors import AccessError, AthenaError
from athena.ui import access, identity
from athena.ui.navigation import ENTRIES, ROOT, sections

ICON = str(ROOT / "static" / "icon.svg")
INTERVIEW = str(ROOT / "pages" / "interview.py")
PROBLEMS = str(ROOT / "pages" / "problems.py")
PROGRESS = str(ROOT / "pages" / "progress.py")
OVERVIEW = str(ROOT / "pages" / "overview.py")
PEOPLE = str(ROOT / "pages" / "people.py")
QUESTIONS = str(ROOT / "pages" / "questions.py")
FAIRNESS = str(ROOT / "pages" / "fairness.py")
SESSIONS = str(ROOT / "pages" / "sessions.py")
SQL = str(ROOT / "pages" / "sql.py")
OPERATIONS = str(ROOT / "pages" / "operations.py")
REPORTS = str(ROOT / "pages" / "reports.py")
_WIDE = frozenset(entry.address for entry in ENTRIES if entry.wide)
"""The pages that need all the width there is."""
_REFUSED = "refused"
_READABLE = """<style>
[data-variant="segmented_control"][data-selected]:not([data-disabled]) { color: inherit; }
[data-testid="stTab"][aria-selected="true"] { color: inherit; }
[data-testid="stSliderThumbValue"], [data-testid="stSliderThumbValue"] * { color: inherit; }
[data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"]) { display: none; }
</style>"""
"""Streamlit writes a chosen segment, tab or value in the primary colour: too close to a dark ground.

Its tables' own button for CSV writes formulas as they are, and nobody would know who took what away.
"""

logger = logging.getLogger(__name__)


def show() -> None:
    """Show the navigation and the page that was asked for."""
    st.set_page_config(page_title="Athena", page_icon=ICON)  # first: a page's own icon would be fetched
    viewer = _viewer()
    page = st.navigation(dict(sections(viewer)), position="top")
    layout: Literal["wide", "centered"] = "wide" if page.url_path in _WIDE else "centered"
    st.set_page_config(layout=layout)
    st.html(_READABLE)
    st.logo(ICON, size="large")
    if viewer is None:
        identity.show_signed_out(page.url_path)
        return
    identity.show(viewer)
    try:
        page.run()
    except AccessError as error:
        _note_refused(viewer, page.url_path)
        _tell(error)
    except AthenaError as error:
        _tell(error)


def _viewer() -> Viewer | None:
    viewer = access.viewer()
    if viewer is not None:
        identity.clear_if_somebody_elses(viewer)
    return viewer


def _note_refused(viewer: Viewer, page: str) -> None:
    """Note once in a tab that somebody was refused on a page."""
    refused = st.session_state.setdefault(_REFUSED, set())
    if page not in refused:
        refused.add(page)
        bootstrap.current().desk.audit.note(viewer, Action.ACCESS, f"/{page}", outcome=Outcome.REFUSED)


def _tell(error: AthenaError) -> None:
    logger.warning("%s: %s", error.title, error.message)
    st.error(error.message, title=error.title, icon=":material/error:")


def forward_reports() -> None:
    """Lead whoever comes by the earlier address of the reports to the sessions."""
    access.require("reports")
    st.switch_page(SESSIONS, query_params=st.query_params.to_dict())
