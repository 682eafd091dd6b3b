"""Interviews as lines that lead to their sessions."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from athena.domain.access import Permission
from athena.services.insights import Figure
from athena.ui import access
from athena.ui.frame import SESSIONS
from athena.ui.insights.filters import in_words
from athena.ui.plain import percent, plain

STATUS: Final = {"completed": "completed", "abandoned": "ended early", "in_progress": "in progress"}
_MOST: Final = 8


def interviews(figure: Figure, page: str = SESSIONS) -> None:
    """Show one person's newest interviews with the way to each on ``page``."""
    rows = figure.records()
    for row in rows[::-1][:_MOST]:
        day = f"{row['started_at']:%d %b %Y}"
        line(row, f"**{day}** · {about(row)}", f"Open the session of {day}", page)
    if len(rows) > _MOST:
        st.caption(f"The last {_MOST} of {len(rows)}; all are in the data.")


def recent(figure: Figure) -> None:
    """Show the newest interviews of everybody."""
    for row in figure.records():
        name = plain(row["name"] or "Somebody")
        words = f"**{name}** · {row['started_at']:%d %b} · {about(row)}"
        page = SESSIONS if access.offers(Permission.SEE_SESSIONS) else ""
        line(row, words, f"Open the session of {name}", page)


def about(row: dict[str, Any]) -> str:
    """Return score, status and level in words: what is cut off on a phone comes last."""
    score = percent(row["score"]) if row["score"] is not None else "no score"
    return f"{score} · {STATUS[row['status']]} · {in_words(row['level'])}"


def line(row: dict[str, Any], words: str, aim: str, page: str) -> None:
    """Show one interview as the way to its session on ``page``; ``aim`` tells where that leads."""
    if not page:
        st.markdown(words)
        return
    st.page_link(page, label=words, query_params={"session": row["session_id"]}, help=aim, width="stretch")
