"""The timeline of a session as a table, each row with ways to its question and its line."""

from __future__ import annotations

import streamlit as st

from athena.services import session_sheets
from athena.services.session_timeline import Happening, Moment, timeline
from athena.services.session_view import SessionView
from athena.ui import files
from athena.ui.plain import clock, counted, plain

_NAMES = {
    Happening.ASKED: ":material/help: Question asked",
    Happening.ANSWERED: ":material/chat: Answer begins",
    Happening.INTERRUPTED: ":material/content_cut: Interruption",
    Happening.ENGINE: ":material/swap_horiz: Engine changed",
    Happening.PAD: ":material/terminal: SQL pad",
    Happening.ENDED: ":material/flag: End",
}
_LONGEST = 90


def show(view: SessionView) -> None:
    """Show what happened, folded away until somebody wants it."""
    moments = timeline(view)
    with st.expander(f"Timeline: {counted(len(moments), 'event')}", icon=":material/timeline:"):
        if moments:
            st.table([_row(moment) for moment in moments], hide_index=True)
            files.offer("sessions", session_sheets.events(view))
        else:
            st.caption("Nothing happened yet.")


def _row(moment: Moment) -> dict[str, str]:
    shown = moment.detail if len(moment.detail) <= _LONGEST else f"{moment.detail[: _LONGEST - 1]}…"
    question = f"[question {moment.question}](#question-{moment.question})" if moment.question else ""
    line = f"[line {moment.line}](#line-{moment.line})" if moment.line else ""
    return {
        "Time": clock(moment.at_ms / 1000),
        "What": _NAMES[moment.kind],
        "Detail": " · ".join(filter(None, (plain(shown), question, line))),
    }
