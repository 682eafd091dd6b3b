"""The audit log: the newest entries that the filters leave, one of them in full, and files of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from athena import bootstrap
from athena.domain.access import Viewer
from athena.domain.audit import Action, AuditEvent
from athena.services.audit_log import MOST, AuditLog, AuditWanted
from athena.services.exporting import Format
from athena.ui import access, clocks
from athena.ui.audit import filters
from athena.ui.audit.words import OUTCOMES, action_words, actor_words, detail_words
from athena.ui.plain import plain

SHOWN = 1000
_TALLEST = 560
_ROW = 35
_NO_TOOLBAR = '<style>[data-testid="stElementToolbar"] { display: none; }</style>'
"""The table's own tools would lie over the button above it."""


def show() -> None:
    """Show the filters, what they leave, and the entry that was picked."""
    viewer = access.require("audit")
    log = bootstrap.current().desk.audit_log
    st.title("Audit log", anchor=False)
    st.markdown("What was done here, by whom and how it ended. Nobody can change an entry.")
    wanted = filters.show()
    entries = log.find(viewer, wanted, SHOWN + 1)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _count(entries)
        if entries:
            _offer(log, viewer, wanted)
    if not entries:
        st.markdown("No entry is like that. Take a filter away or choose a longer period.")
        return
    picked = _table(entries[:SHOWN])
    if picked is None:
        st.caption("Pick a row to see all of an entry.")
    else:
        _entry(log, viewer, picked)


def _count(entries: Sequence[AuditEvent]) -> None:
    if len(entries) > SHOWN:
        st.caption(f"The newest {SHOWN:,} entries; narrow the filters to see earlier ones.", width="content")
    else:
        st.caption("1 entry" if len(entries) == 1 else f"{len(entries)} entries", width="content")


def _offer(log: AuditLog, viewer: Viewer, wanted: AuditWanted) -> None:
    with st.popover("Take away", icon=":material/download:"):
        st.caption(f"All entries that the filters leave, at most {MOST:,}. It becomes an entry itself.")
        for format_ in (Format.CSV, Format.XLSX, Format.JSON):
            st.download_button(
                format_.value.upper(),
                data=partial(_file, log, viewer, wanted, format_),
                file_name=f"athena-audit-log.{format_}",
                key=f"take:{format_}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _file(log: AuditLog, viewer: Viewer, wanted: AuditWanted, format_: Format) -> bytes:
    return log.file(viewer, wanted, format_).data


def _table(entries: Sequence[AuditEvent]) -> AuditEvent | None:
    """Show the entries and return the one that is picked."""
    st.html(_NO_TOOLBAR)
    event = st.dataframe(
        pd.DataFrame([_row(entry) for entry in entries]),
        hide_index=True,
        lazy=False,
        height=min(_TALLEST, _ROW * (len(entries) + 1) + 3),
        key="entries",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "When": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm:ss", width="medium"),
            "Detail": st.column_config.TextColumn(width="large"),
        },
    )
    rows = event.selection.rows
    return entries[rows[0]] if rows and rows[0] < len(entries) else None


def _row(entry: AuditEvent) -> dict[str, object]:
    return {
        "When": clocks.local(entry.happened_at).replace(tzinfo=None),
        "What": action_words(entry.action),
        "Who": actor_words(entry),
        "Role": entry.role.capitalize(),
        "To what": entry.subject,
        "Ended": OUTCOMES[entry.outcome],
        "From": entry.address,
        "Detail": detail_words(entry.detail),
    }


def _entry(log: AuditLog, viewer: Viewer, entry: AuditEvent) -> None:
    with st.container(border=True):
        st.subheader(plain(action_words(entry.action)), anchor=False)
        st.caption(clocks.moment(entry.happened_at))
        st.markdown("  \n".join(f"**{plain(name)}:** {plain(value)}" for name, value in _told(entry)))
        if entry.action is Action.QUERY:
            _query(log, viewer, entry)


def _told(entry: AuditEvent) -> list[tuple[str, str]]:
    who = f"{actor_words(entry)} ({entry.role})" if entry.role else actor_words(entry)
    return [
        ("Who", who),
        ("To what", entry.subject or "Nothing"),
        ("Ended", OUTCOMES[entry.outcome]),
        ("From", entry.address or "Not known"),
        *((name.replace("_", " ").capitalize(), value) for name, value in entry.detail.items()),
    ]


def _query(log: AuditLog, viewer: Viewer, entry: AuditEvent) -> None:
    run = log.queries(viewer, [entry]).get(entry.event_id)
    if run is None:
        st.caption("The query itself is not kept any more.")
        return
    st.code(run.sql, language="sql", wrap_lines=True)
    if run.parameters:
        st.text(detail_words(run.parameters))
