"""The frame of the application: name, icon, navigation, and what is shown when nothing else can be."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import streamlit as st

from athena.errors import AthenaError

ROOT = Path(__file__).resolve().parents[2]
ICON = str(ROOT / "static" / "icon.svg")
INTERVIEW = str(ROOT / "pages" / "interview.py")
PROBLEMS = str(ROOT / "pages" / "problems.py")
OVERVIEW = str(ROOT / "pages" / "overview.py")
PEOPLE = str(ROOT / "pages" / "people.py")
QUESTIONS = str(ROOT / "pages" / "questions.py")
FAIRNESS = str(ROOT / "pages" / "fairness.py")
SESSIONS = str(ROOT / "pages" / "sessions.py")
SQL = str(ROOT / "pages" / "sql.py")
OPERATIONS = str(ROOT / "pages" / "operations.py")
REPORTS = str(ROOT / "pages" / "reports.py")
_WIDE = frozenset({"overview", "people", "questions", "fairness", "problems", "sql"})
"""The pages that need all the width there is."""
_READABLE = """<style>
[data-variant="segmented_control"][data-selected]:not([data-disabled]) { color: inherit; }
[data-testid="stTab"][aria-selected="true"] { color: inherit; }
</style>"""
"""Streamlit writes a chosen segment or tab in the primary colour: too close to a dark ground."""

logger = logging.getLogger(__name__)


def show() -> None:
    """Show the navigation and the page that was asked for."""
    st.set_page_config(page_title="Athena", page_icon=ICON)  # first: a page's own icon would be fetched
    page = st.navigation(
        {
            "": [
                st.Page(INTERVIEW, title="Interview", icon=":material/graphic_eq:", default=True),
                st.Page(PROBLEMS, title="Practice", icon=":material/code:", url_path="problems"),
                st.Page(SESSIONS, title="Sessions", icon=":material/forum:", url_path="sessions"),
                st.Page(SQL, title="SQL", icon=":material/database:", url_path="sql"),
                st.Page(OPERATIONS, title="Operations", icon=":material/monitoring:", url_path="operations"),
                st.Page(REPORTS, title="Reports", url_path="reports", visibility="hidden"),
            ],
            "Insights": [
                st.Page(OVERVIEW, title="Overview", icon=":material/dashboard:", url_path="overview"),
                st.Page(PEOPLE, title="People", icon=":material/group:", url_path="people"),
                st.Page(QUESTIONS, title="Questions", icon=":material/quiz:", url_path="questions"),
                st.Page(FAIRNESS, title="Fairness", icon=":material/balance:", url_path="fairness"),
            ],
        },
        position="top",
    )
    layout: Literal["wide", "centered"] = "wide" if page.url_path in _WIDE else "centered"
    st.set_page_config(layout=layout)
    st.html(_READABLE)
    st.logo(ICON, size="large")
    try:
        page.run()
    except AthenaError as error:
        logger.warning("%s: %s", error.title, error.message)
        st.error(error.message, title=error.title, icon=":material/error:")


def forward_reports() -> None:
    """Lead whoever comes by the earlier address of the reports to the sessions."""
    st.switch_page(SESSIONS, query_params=st.query_params.to_dict())
