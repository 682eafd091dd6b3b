"""Problems that are answered by a program."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.problems import ProgramTest
from athena.grading.values import Verdict
from athena.services.programs import ProgramTrial, Tested
from athena.ui.plain import counted, plain
from athena.ui.problems.words import sign_of


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


def show_trial(trial: ProgramTrial) -> None:
    """Show for every test that everybody sees what came of it, beside what was expected."""
    passed = sum(one.verdict is Verdict.PASSED for one in trial.tests)
    if passed == len(trial.tests):
        st.success(
            "Submit it to run it on tests you do not see.",
            title="Right on the examples",
            icon=":material/check_circle:",
        )
    else:
        first = next(one for one in trial.tests if one.verdict is not Verdict.PASSED)
        st.warning(
            plain(first.reason),
            title=f"Right on {passed} of {counted(len(trial.tests), 'example')}",
            icon=":material/difference:",
        )
    for one in trial.tests:
        _show_tested(one)


def _show_tested(one: Tested) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{one.name}**", width="content")
        sign_of(one.verdict).show()
    read, wanted, came = st.columns(3, gap="small")
    for column, title, text in (
        (read, "Standard input", one.test.stdin),
        (wanted, "Expected output", one.test.expected_output),
        (came, "Your output", one.output),
    ):
        with column:
            st.caption(title)
            st.code(text, language=None)
    if one.error:
        st.caption("Standard error")
        st.code(one.error, language=None, wrap_lines=True)


def show_absence() -> None:
    """Say that programs cannot be run here."""
    st.info(
        "Only SQL problems can be run until a runner for programs is configured. You can read the problem, "
        "its hints and its solution.",
        title="This problem is in Python",
        icon=":material/code_off:",
    )
