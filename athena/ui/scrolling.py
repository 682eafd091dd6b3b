"""Where a page begins on the screen."""

from __future__ import annotations

import streamlit as st

_TO_THE_TOP = """
export default function ({ parentElement }) {
  if (parentElement.athenaAtTop) return;
  parentElement.athenaAtTop = true;
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}
"""


def begin_at_top(what: str) -> None:
    """Show the page from its top, once for each ``what`` that is shown.

    What is chosen far down on a page would begin where that was scrolled to.
    """
    st.components.v2.component("athena_top", js=_TO_THE_TOP)(key=f"top-{what}")
