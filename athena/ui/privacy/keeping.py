"""What is due to go, the backups there are, and what was erased."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from athena.domain.access import Viewer
from athena.domain.retention import Due
from athena.errors import AthenaError
from athena.services.backups import Backup, Backups
from athena.services.custody import Custody
from athena.services.erasure import Erasing
from athena.services.retention import Retention
from athena.services.table_words import words_of_due
from athena.ui.plain import plain
from athena.ui.privacy.person import until

_TOLD = "privacy:told"


def show(viewer: Viewer, custody: Custody) -> None:
    """Show the three lists, each with what can be done."""
    if isinstance(told := st.session_state.pop(_TOLD, None), tuple):
        (st.success if told[0] else st.error)(told[1])
    _due(viewer, custody.retention)
    _backups(viewer, custody.backups)
    _erased(viewer, custody.erasing)


def _due(viewer: Viewer, retention: Retention) -> None:
    st.header("Due to go", anchor=False)
    due = retention.due(viewer)
    if not due:
        st.markdown("Nothing is kept longer than the settings say. This is looked after every day.")
        return
    st.markdown("The daily job takes this out; nothing has happened to it yet.")
    st.dataframe(pd.DataFrame(map(_row, due)), hide_index=True, lazy=False)
    st.button("Take it out now", icon=":material/auto_delete:", on_click=_take_out, args=(viewer, retention))


def _row(due: Due) -> dict[str, object]:
    return {
        "Kind": due.kind.value.replace("_", " ").capitalize(),
        "What": words_of_due(due),
        "Number": due.number,
        "Before (UTC)": due.before,
    }


def _take_out(viewer: Viewer, retention: Retention) -> None:
    try:
        gone: Sequence[Due] = retention.run(viewer)
    except AthenaError as error:
        st.session_state[_TOLD] = (False, error.message)
        return
    number = sum(one.number for one in gone)
    st.session_state[_TOLD] = (True, f"{number:,} rows and files were taken out.")


def _backups(viewer: Viewer, backups: Backups) -> None:
    st.header("Backups", anchor=False)
    if not backups.encrypted:
        st.warning("Backups are not encrypted: ATHENA_ENCRYPTION_KEY is not set.")
    found = backups.listed()
    st.markdown(f"In {plain(str(backups.folder))}:" if found else "There are none.")
    if found:
        st.dataframe(pd.DataFrame(map(_backup, found)), hide_index=True, lazy=False)
    st.button("Back up now", icon=":material/backup:", on_click=_back_up, args=(viewer, backups))


def _backup(backup: Backup) -> dict[str, object]:
    return {
        "File": backup.path.name,
        "Made (UTC)": backup.made_at,
        "Kept until": until(backup),
        "MB": round(backup.bytes / 1_000_000, 1),
        "Encrypted": backup.sealed,
    }


def _back_up(viewer: Viewer, backups: Backups) -> None:
    try:
        made = backups.make(viewer)
    except AthenaError as error:
        st.session_state[_TOLD] = (False, error.message)
        return
    st.session_state[_TOLD] = (True, f"{made.path.name} was written and read back.")


def _erased(viewer: Viewer, erasing: Erasing) -> None:
    st.header("Erasures", anchor=False)
    log = erasing.log(viewer)
    if not log:
        st.markdown("Nobody was erased.")
        return
    rows = [{"When (UTC)": one.erased_at, "Rows": one.rows} for one in log]
    st.dataframe(pd.DataFrame(rows), hide_index=True, lazy=False)
