"""The list of problems: progress by difficulty, filters, and a line for each problem."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from athena.domain.access import Viewer
from athena.domain.interview import Difficulty
from athena.services.exporting import Sheet
from athena.services.interviewing import Employee
from athena.services.practice import Practice
from athena.services.practice_views import ProblemLine, Status
from athena.ui import files
from athena.ui.plain import counted, plain
from athena.ui.problems import filters, who
from athena.ui.problems.words import LANGUAGES, STATUS, level


def show(practice: Practice, viewer: Viewer, employee: Employee) -> None:
    """Show what there is to solve, and how far the person came."""
    st.title("Practice", anchor=False)
    who.show(viewer, employee)
    lines = practice.problems(viewer, employee.employee_id)
    if not lines:
        st.markdown(
            "There are no problems yet. They are read from the folder `data/problems` when Athena starts."
        )
        return
    _progress(lines)
    wanted = filters.show({line.category for line in lines}, {line.language for line in lines})
    found = practice.problems(viewer, employee.employee_id, wanted)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(counted(len(found), "problem"), width="content")
        sheet = Sheet.of(f"athena practice {employee.employee_id}", [_record(line) for line in found])
        files.offer("problems", sheet, about=employee.employee_id)
    if not found:
        st.markdown("No problem is like that. Take a filter away or search for other words.")
        st.button("Clear all filters", icon=":material/filter_alt_off:", on_click=filters.clear)
    for line in found:
        _line(line, runs=practice.runs(line.language))


def open_problem(problem_id: str) -> None:
    """Let the address name a problem."""
    st.query_params["problem"] = problem_id


def _progress(lines: Sequence[ProblemLine]) -> None:
    levels = [one for one in Difficulty if any(line.difficulty is one for line in lines)]
    for place, difficulty in zip(st.columns(len(levels), gap="medium"), levels, strict=True):
        there = [line for line in lines if line.difficulty is difficulty]
        solved = sum(line.progress.status is Status.PASSED for line in there)
        words = f"**{level(difficulty)}** · {solved} of {len(there)} solved"
        place.progress(solved / len(there), text=words)


def _line(line: ProblemLine, *, runs: bool) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{plain(line.title)}**")
            st.caption(_about(line, runs=runs))
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            STATUS[line.progress.status].show()
            st.button(
                "Open",
                key=f"open_{line.problem_id}",
                help=f"Open the problem {plain(line.title)}",
                on_click=open_problem,
                args=(line.problem_id,),
            )


def _record(line: ProblemLine) -> dict[str, object]:
    return {
        "problem_id": line.problem_id,
        "title": line.title,
        "difficulty": line.difficulty.value,
        "category": line.category.value,
        "skills": ", ".join(line.skills),
        "language": line.language.value,
        "status": line.progress.status.value,
        "submissions": line.progress.submissions,
        "best_score": line.progress.best,
        "hints_used": line.progress.hints_used,
    }


def _about(line: ProblemLine, *, runs: bool) -> str:
    parts = [level(line.difficulty), line.category.label, LANGUAGES[line.language]]
    if line.progress.submissions:
        parts.append(counted(line.progress.submissions, "submission"))
    if not runs:
        parts.append("cannot be run here")
    return " · ".join(map(plain, parts))
