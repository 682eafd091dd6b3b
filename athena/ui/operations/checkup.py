"""The connection check: everything an interview needs, looked at beside the page."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from athena.bootstrap import App
from athena.checks import Finding, examine
from athena.errors import AthenaError
from athena.ui.plain import plain

_KEY = "checkup"
_LOOK_AGAIN_S = 0.5
_POOL = ThreadPoolExecutor(1, thread_name_prefix="athena-checkup")


def show(app: App) -> None:
    """Offer the check and show what the last one of this tab found."""
    st.header("Connection check", anchor=False)
    st.caption(
        "Looks at the place for results, the questions and the interviewer. With a key it says one word "
        "through OpenAI, for a fraction of a cent."
    )
    running = _last()
    st.button(
        "Check everything",
        icon=":material/network_check:",
        on_click=_start,
        args=(app,),
        disabled=running is not None and not running.done(),
    )
    if running is not None and not running.done():
        _wait()
    elif running is not None:
        _tell(running.result())


def _last() -> Future[list[Finding]] | None:
    found = st.session_state.get(_KEY)
    return found if isinstance(found, Future) else None


def _start(app: App) -> None:
    st.session_state[_KEY] = begin(app)


def begin(app: App) -> Future[list[Finding]]:
    """Begin to look at everything, in a thread of its own."""
    return _POOL.submit(look, app)


def look(app: App) -> list[Finding]:
    """Return what is found; what breaks the check itself is a finding, too."""
    try:
        return list(examine(app.settings, embedded=app.embedded))
    except AthenaError as error:
        return [Finding(False, f"{error.title}.", error.message)]


@st.fragment(run_every=_LOOK_AGAIN_S)
def _wait() -> None:
    running = _last()
    if running is None or running.done():
        st.rerun()
    st.status("Looking at everything an interview needs …", state="running")


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        if finding.well:
            st.markdown(f":green[:material/check_circle:] **Well** · {plain(finding.text)}")
        else:
            st.markdown(f":red[:material/cancel:] **Wrong** · {plain(finding.text)}")
            st.text(finding.advice, width="stretch")
