"""Taking a session or the list of them away: as files, or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from athena.domain.access import Viewer
from athena.services.exporting import ExportFile, Format
from athena.services.exports import Exports, SessionFile
from athena.services.reading import Wanted
from athena.services.session_files import file_name
from athena.services.session_view import AnswerView, SessionView
from athena.ui import access
from athena.ui.frame import SESSIONS
from athena.ui.plain import percent, plain
from athena.ui.sessions import explanation, pad

_PRINTED = """<style>
[data-testid="stHeader"], [data-testid="stToolbar"] { display: none; }
h3 { break-after: avoid; } [data-testid="stVerticalBlockBorderWrapper"] { break-inside: avoid; }
@media print {
  [data-testid="stPageLink"], [data-testid="stAlert"] { display: none; }
  [data-testid="stMain"], [data-testid="stAppViewContainer"], .stApp {
    position: static; overflow: visible;
  }
  #transcript { break-before: page; }
}
</style>"""


def offer(exports: Exports, view: SessionView) -> None:
    """Offer a session as files and the way to its print view."""
    session, asking = view.session, access.asks_later("sessions")
    with st.popover("Take away", icon=":material/download:"):
        for label, what, ending in (
            ("PDF report", SessionFile.REPORT, "pdf"),
            ("PDF with transcript", SessionFile.WITH_TRANSCRIPT, "pdf"),
            ("JSON, everything", SessionFile.EVERYTHING, "json"),
        ):
            make = partial(_session_file, exports, asking, session.session_id, what)
            _download(label, file_name(session, what, ending), make)
        st.page_link(
            SESSIONS,
            label="Print view",
            icon=":material/print:",
            query_params={"session": session.session_id, "print": "1"},
        )


def offer_list(exports: Exports, wanted: Wanted) -> None:
    """Offer all sessions that the filters leave as a table."""
    now, asking = datetime.now(UTC).replace(tzinfo=None), access.asks_later("sessions")
    with st.popover("Take the list away", icon=":material/download:"):
        for format_ in (Format.CSV, Format.XLSX, Format.PARQUET):
            name = f"athena-sessions-{now:%Y-%m-%d}.{format_}"
            _download(format_.value.upper(), name, partial(_list_file, exports, asking, wanted, format_, now))


def print_rules(view: SessionView) -> None:
    """Lay the page out for paper, and say how to go back."""
    st.html(_PRINTED)
    st.info("Print it with the browser (Ctrl+P or Cmd+P). This note is not printed.", icon=":material/print:")
    st.page_link(
        SESSIONS,
        label="Back to the session",
        icon=":material/arrow_back:",
        query_params={"session": view.session.session_id},
    )


def show_questions(answers: Sequence[AnswerView]) -> None:
    """Show each question as it is printed: nothing to press or to open."""
    st.header("Question by question", anchor="questions")
    for answer in answers:
        item = answer.item
        with st.container(border=True):
            st.subheader(f"{item.number}. {plain(item.question)}", anchor=f"question-{item.number}")
            worth = item.note if item.score is None else percent(item.score)
            st.markdown(
                f"{plain(item.category.label)} · {item.difficulty.value.capitalize()} · **{plain(worth)}**"
            )
            if item.feedback:
                st.text(item.feedback, width="stretch")
            pad.show_final(answer)
            explanation.show(answer)


def _session_file(
    exports: Exports, asking: Callable[[], Viewer], session_id: str, what: SessionFile
) -> ExportFile:
    return exports.session(asking(), session_id, what)


def _list_file(
    exports: Exports, asking: Callable[[], Viewer], wanted: Wanted, format_: Format, now: datetime
) -> ExportFile:
    return exports.sessions(asking(), wanted, format_, now)


def _download(label: str, name: str, make: Callable[[], ExportFile]) -> None:
    st.download_button(
        label,
        data=lambda: make().data,
        file_name=name,
        key=f"take:{label}:{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
