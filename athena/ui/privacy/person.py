"""What is kept of one person: looked at, taken along, erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from athena.domain.access import Viewer
from athena.errors import AthenaError
from athena.services.backups import Backup
from athena.services.custody import Custody
from athena.services.erasure import Erasing, Erasure, Held
from athena.services.table_words import words_of
from athena.ui.plain import counted, plain
from athena.ui.privacy.mine import download

_WANTED, _CONFIRMED, _DONE, _REFUSED = "privacy:id", "privacy:confirmed", "privacy:done", "privacy:refused"


def show(viewer: Viewer, custody: Custody) -> None:
    """Show a field for the Employee ID, and what there is of the person."""
    st.text_input("Employee ID", key=_WANTED, max_chars=64)
    if isinstance(done := st.session_state.pop(_DONE, None), Erasure):
        _told(done)
    wanted = str(st.session_state.get(_WANTED, "")).strip()
    if not wanted:
        st.caption("Type an ID and press Enter to see what is kept.")
        return
    try:
        held = custody.erasing.held(viewer, wanted)
    except AthenaError as error:
        st.warning(error.message, title=error.title)
        return
    _shown(held)
    download(custody.exports, viewer, held.employee_id, "Take it along")
    _offer_erasure(viewer, custody.erasing, held)


def _shown(held: Held) -> None:
    name = plain(held.name) if held.name else "Somebody without a name"
    st.markdown(f"**{name}** ({plain(held.employee_id)}), {counted(held.interviews, 'interview')}.")
    _table("Kept", held.rows)
    if held.named_in:
        st.markdown("Named in what is kept of others; a pseudonym will stand there:")
        _table("Named in", held.named_in)
    _backups(held.backups)


def _offer_erasure(viewer: Viewer, erasing: Erasing, held: Held) -> None:
    with st.container(border=True):
        st.markdown("**Erase this person.** It cannot be undone. Everybody waits a moment meanwhile.")
        st.text_input(f"Type {held.employee_id} to confirm", key=_CONFIRMED, max_chars=64)
        st.button(
            "Erase everything",
            icon=":material/delete_forever:",
            type="primary",
            on_click=_erase,
            args=(viewer, erasing, held.employee_id),
        )
        if refused := st.session_state.pop(_REFUSED, None):
            st.error(refused)


def _erase(viewer: Viewer, erasing: Erasing, employee_id: str) -> None:
    try:
        erasure = erasing.erase(viewer, employee_id, str(st.session_state.get(_CONFIRMED, "")))
    except AthenaError as error:
        st.session_state[_REFUSED] = error.message
        return
    st.session_state[_DONE] = erasure
    st.session_state[_WANTED] = st.session_state[_CONFIRMED] = ""


def _told(erasure: Erasure) -> None:
    st.success(f"{erasure.rows:,} rows were erased. In the audit log the person is now {erasure.pseudonym}.")
    if erasure.mentioned:
        st.warning("The name or ID is still in texts of others. Look at them, and change what is to go.")
        _table("Still in", erasure.mentioned)
    _backups(erasure.backups)


def _table(title: str, numbers: Mapping[str, int]) -> None:
    rows = [(words_of(table), number) for table, number in numbers.items()]
    st.dataframe(pd.DataFrame(rows, columns=[title, "Rows"]), hide_index=True, lazy=False)


def _backups(backups: Sequence[Backup]) -> None:
    if backups:
        st.markdown("These backups may hold the person until they go; they are not changed:")
        st.markdown("\n".join(f"- {plain(one.path.name)}, until {until(one)}" for one in backups))


def until(backup: Backup) -> str:
    """Return when a backup goes, in words."""
    return f"{backup.expires_at:%d %B %Y}" if backup.expires_at else "somebody removes it"
