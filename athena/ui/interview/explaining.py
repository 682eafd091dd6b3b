"""What will happen, told before an interview, and the consent to it."""

from __future__ import annotations

import streamlit as st

from athena.bootstrap import App
from athena.domain.consent import Explanation
from athena.services.interviewing import Session
from athena.ui import clocks
from athena.ui.plain import plain


def show_facts(explanation: Explanation, *, folded: bool) -> None:
    """Tell what will happen; ``folded`` where the person has most likely read it before."""
    title = "What will happen"
    if folded:
        with st.expander(f"{title}, and what is kept", icon=":material/info:"):
            _list(explanation)
        return
    with st.container(border=True):
        st.header(title, anchor=False)
        _list(explanation)


def _list(explanation: Explanation) -> None:
    st.markdown("\n".join(f"- **{title}.** {plain(words)}" for title, words in explanation.facts))


def ask_consent(app: App, explanation: Explanation, unfinished: Session | None) -> bool:
    """Return whether the person agrees; whoever agreed to these words for this session is not asked again."""
    given = unfinished and app.desk.consents.given(unfinished.session_id, explanation.version)
    if given:
        st.caption(f":material/check: You agreed to this on {clocks.moment(given.given_at)}.")
        return True
    return st.checkbox(explanation.statement, key="consent")
