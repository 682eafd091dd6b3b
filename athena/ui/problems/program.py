"""Problems that are answered by a program."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.problems import ProgramTest


def show_tests(tests: Sequence[ProgramTest]) -> None:
    """Show what a program reads and what it must write, as it is told to everybody."""
    st.markdown("**Examples**")
    for test in tests:
        left, right = st.columns(2, gap="small")
        with left:
            st.caption("Standard input")
            st.code(test.stdin, language=None)
        with right:
            st.caption("Expected output")
            st.code(test.expected_output, language=None)


def show_absence() -> None:
    """Say that programs cannot be run here."""
    st.info(
        "Only SQL problems can be run until a runner for programs is configured. You can read the problem, "
        "its hints and its solution.",
        title="This problem is in Python",
        icon=":material/code_off:",
    )
