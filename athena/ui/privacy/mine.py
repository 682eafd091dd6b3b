"""One's own data: taken along, or asked to be erased."""

from __future__ import annotations

from functools import partial

import streamlit as st

from athena.domain.access import Viewer
from athena.services.personal_export import PersonalExport
from athena.ui.plain import plain


def show(viewer: Viewer, exports: PersonalExport, contact: str) -> None:
    """Offer a file with everything about the viewer, and say whom to ask for erasure."""
    st.header("Your data", anchor=False)
    st.markdown("A ZIP file with everything that is kept of you: for programs (JSON) and for reading (PDF).")
    download(exports, viewer, viewer.employee_id, "Take my data along")
    whom = f"Write to {plain(contact)}" if contact else "Ask whoever invited you, or an administrator"
    st.markdown(
        f"**Erasure.** {whom}, and give your ID, {plain(viewer.employee_id)}. What is erased cannot be "
        "brought back: transcripts, scores and reports go as well."
    )


def download(exports: PersonalExport, viewer: Viewer, employee_id: str, label: str) -> None:
    """Offer the file of one person; it is made when it is asked for."""
    st.download_button(
        label,
        data=partial(_file, exports, viewer, employee_id),
        file_name="athena-personal-data.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
    )


def _file(exports: PersonalExport, viewer: Viewer, employee_id: str) -> bytes:
    return exports.archive(viewer, employee_id).data
