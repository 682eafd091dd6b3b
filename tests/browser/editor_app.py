"""The editor alone, with what it tells Python written below it."""

from __future__ import annotations

import streamlit as st

from athena.ui.editor.widget import code_editor, insert, write

KEY = "pad"
if st.button("Example"):
    write(KEY, "SELECT 42")
if st.button("Insert"):
    insert(KEY, "score")
fault = st.session_state.get("fault")
edited = code_editor(
    KEY,
    label="SQL",
    tables={"employees": ["employee_id", "department"], "reports": ["score"]},
    fault=fault,
    hint="SELECT …",
)
st.button("After")
st.text(f"written: {edited.text!r}")
if edited.run:
    st.session_state["ran"] = edited.run
    st.session_state["fault"] = (
        edited.run.placed("There is no such column.", 1, 8) if "zz" in edited.run.text else None
    )
    st.rerun()
st.text(f"ran: {st.session_state.get('ran')}")
