"""What the list of problems is filtered by; every choice stands in the address, so that it can be shared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from athena.domain.interview import Category, Difficulty
from athena.domain.problems import Language
from athena.services.practice_views import ProblemFilter, Status
from athena.ui.problems.words import LANGUAGES, STATUS, level

_SEARCH: Final = "find"
_MANY: Final = ("difficulty", "progress", "category", "language")


def show(categories: Iterable[Category], languages: Iterable[Language]) -> ProblemFilter:
    """Show the filters, of categories and languages those there are, and return what is wanted."""
    words = st.text_input(
        "Search",
        key=_SEARCH,
        bind="query-params",
        placeholder="A title, a skill, a category",
        icon=":material/search:",
    )
    by_level = {level(one): one for one in Difficulty}
    by_status = {STATUS[one].words: one for one in Status}
    by_category = {one.label: one for one in Category if one in set(categories)}
    by_language = {LANGUAGES[one]: one for one in Language if one in set(languages)}
    with st.expander("Filters", icon=":material/filter_alt:", expanded=_in_use()):
        with st.container(horizontal=True, gap="medium"):
            levels = _pills("Difficulty", "difficulty", list(by_level))
            statuses = _pills("Your progress", "progress", list(by_status))
            chosen = _pills("Language", "language", list(by_language)) if len(by_language) > 1 else []
        fields = st.multiselect(
            "Category", list(by_category), key="category", bind="query-params", placeholder="Any category"
        )
    return ProblemFilter(
        difficulties=tuple(by_level[one] for one in levels),
        categories=tuple(by_category[one] for one in fields),
        statuses=tuple(by_status[one] for one in statuses),
        languages=tuple(by_language[one] for one in chosen),
        search=words,
    )


def clear() -> None:
    """Take every filter away."""
    st.session_state[_SEARCH] = ""
    for key in _MANY:
        st.session_state[key] = []


def _in_use() -> bool:
    return any(st.session_state.get(key) or st.query_params.get(key) for key in _MANY)


def _pills(label: str, key: str, offered: list[str]) -> list[str]:
    return st.pills(label, offered, selection_mode="multi", key=key, bind="query-params", width="content")
