"""The interviews that run in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from athena.realtime.snapshot import LiveState, Snapshot
from athena.services.exporting import Sheet
from athena.services.interviewing import Session
from athena.ui import files
from athena.ui.plain import clock, plain

_STATES = {
    LiveState.CONNECTING: "Connecting",
    LiveState.LISTENING: "Listening",
    LiveState.THINKING: "Thinking",
    LiveState.SPEAKING: "Speaking",
    LiveState.RECONNECTING: "Reconnecting",
    LiveState.ENDED: "Ended",
    LiveState.FAILED: "Failed",
}


def show(sessions: Sequence[Session], snapshots: Mapping[str, Snapshot], capacity: int) -> None:
    """Show who is interviewed now; ``snapshots`` are by session id."""
    st.header("Interviews running now", anchor=False)
    st.caption(f"{len(sessions)} of at most {capacity} at once in this process")
    if sessions:
        st.table([_row(session, snapshots[session.session_id]) for session in sessions], hide_index=True)
        rows = [_record(session, snapshots[session.session_id]) for session in sessions]
        files.offer("operations", Sheet.of("athena interviews running now", rows))
    else:
        st.markdown("Nobody is being interviewed at the moment.")


def _row(session: Session, snapshot: Snapshot) -> dict[str, str]:
    return {
        "Person": f"{plain(session.employee.name)} ({plain(session.employee.employee_id)})",
        "Engine": plain(session.engine),
        "State": _STATES[snapshot.state],
        "Time used": clock(snapshot.elapsed_s),
    }


def _record(session: Session, snapshot: Snapshot) -> dict[str, object]:
    return {
        "session_id": session.session_id,
        "employee_id": session.employee.employee_id,
        "name": session.employee.name,
        "engine": session.engine,
        "state": snapshot.state.value,
        "elapsed_s": snapshot.elapsed_s,
    }
