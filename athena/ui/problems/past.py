"""What a person handed in for a problem before, with the code and the way back into the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from athena.domain.problems import Language
from athena.store.submissions import Submission
from athena.ui import clocks
from athena.ui.plain import counted
from athena.ui.problems.desk import Desk
from athena.ui.problems.words import sign_of, used

_SHOWN = 20


def show(desk: Desk, submissions: Sequence[Submission], language: Language) -> None:
    """Show the submissions, the newest first."""
    if not submissions:
        return
    label = f"Your submissions ({len(submissions)})"
    with st.expander(label, key="past_submissions", icon=":material/history:"):
        for submission in submissions[:_SHOWN]:
            _one(desk, submission, language)
        if len(submissions) > _SHOWN:
            st.caption(f"These are the latest {_SHOWN}.")


def _one(desk: Desk, submission: Submission, language: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        sign_of(submission.verdict).show()
        st.caption(_about(submission), width="content")
        st.button(
            "Open in the editor",
            key=f"reopen:{submission.submission_id}",
            icon=":material/edit:",
            type="tertiary",
            on_click=desk.put,
            args=(submission.code,),
        )
    st.code(submission.code, language=language.value, wrap_lines=True, height=_height(submission.code))


def _about(submission: Submission) -> str:
    parts = [f"{clocks.local(submission.submitted_at):%d %b %Y, %H:%M %Z}", used(submission)]
    if submission.hints_used:
        parts.append(counted(submission.hints_used, "hint"))
    return " · ".join(part for part in parts if part)


def _height(code: str) -> int | Literal["content"]:
    return 200 if len(code.splitlines()) > 8 else "content"
