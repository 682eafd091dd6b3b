"""What the last run came to, in words: a trial beside what was expected, or the verdict on a submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from athena.domain.problems import Language
from athena.grading.bench import Trial
from athena.grading.values import Verdict
from athena.services.programs import ProgramTrial
from athena.store.submissions import Submission
from athena.ui.editor.widget import Fault
from athena.ui.plain import counted, plain
from athena.ui.problems import program, tables
from athena.ui.problems.desk import Desk
from athena.ui.problems.words import Sign, sign_of, used


def show(desk: Desk, language: Language) -> None:
    """Show the end of the last run; nothing before the first."""
    if isinstance(desk.outcome, Trial):
        _trial(desk.outcome, desk.fault)
    elif isinstance(desk.outcome, ProgramTrial):
        program.show_trial(desk.outcome)
    elif desk.outcome is not None:
        _submission(desk.outcome, desk.fault, language)
    elif desk.fault:
        st.warning(plain(desk.fault.message), title="Nothing was run", icon=":material/info:")


def _trial(trial: Trial, fault: Fault | None) -> None:
    if trial.table is None:
        _box(sign_of(trial.verdict), [trial.fault.message] if trial.fault else [], fault)
        return
    if trial.difference:
        st.warning(
            plain(trial.difference.message), title="Not yet the expected result", icon=":material/difference:"
        )
    else:
        st.success(
            "Submit it to run it on data you do not see.",
            title="Right on the sample",
            icon=":material/check_circle:",
        )
    st.caption(f"{trial.table.elapsed_ms:.0f} ms on the sample")
    tables.show_beside(trial.table, trial.expected)


def _submission(submission: Submission, fault: Fault | None, language: Language) -> None:
    code, unit = ("query", "data set") if language is Language.SQL else ("program", "test")
    passed = submission.verdict == Verdict.PASSED
    said = [f"Your {code} is right on every {unit}."] if passed else _words(submission.detail, "reasons")
    _box(sign_of(submission.verdict), said, fault)
    right = submission.detail.get("right")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(used(submission), width="content")
        if isinstance(right, Mapping) and right and submission.verdict != Verdict.ERROR:
            st.caption(f"Right on {sum(right.values())} of {counted(len(right), unit)}", width="content")
    _notes(_words(submission.detail, "notes"))


def _box(sign: Sign, sentences: Sequence[str], fault: Fault | None) -> None:
    """Show a verdict; the sentences quote other people's data and are shown as they are."""
    place = f" in line {fault.line}, column {fault.column or 1}" if fault and fault.line else ""
    shown = st.success if sign.colour == "green" else st.error
    body = (
        "\n".join(f"- {plain(one)}" for one in sentences)
        if len(sentences) > 1
        else plain(*sentences[:1] or ("",))
    )
    shown(body, title=sign.words + place, icon=f":material/{sign.icon}:")


def _notes(notes: Sequence[str]) -> None:
    if notes:
        with st.container(gap="xsmall"):
            st.caption(":material/account_tree: On how the query is built, which never decides:")
            for note in notes:
                st.markdown(plain(note))


def _words(detail: Mapping[str, object], name: str) -> list[str]:
    found = detail.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []
