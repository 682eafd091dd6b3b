"""What one tab's problem is at: code that runs, what the last run came to, and drafts of every problem."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from athena.domain.access import Viewer
from athena.grading.bench import SampleTable, Trial
from athena.grading.values import Verdict
from athena.sandbox.values import FaultKind, QueryFault
from athena.services.practice import Practice
from athena.services.programs import ProgramTrial
from athena.store.submissions import Submission
from athena.ui.editor.background import Background
from athena.ui.editor.widget import Fault, Run, write

_KEY = "problem_desk"
Outcome = Trial | ProgramTrial | Submission


@dataclass(slots=True)
class Desk(Background[Outcome]):
    """One person's problem in one tab; ``outcome`` is that of the last run, ``fault`` where it is wrong."""

    employee_id: str
    problem_id: str
    sample: tuple[SampleTable, ...] | None = None
    drafts: dict[str, str] = field(default_factory=dict)

    @property
    def editor(self) -> str:
        """The key of this problem's editor."""
        return f"problem:{self.problem_id}"

    def put(self, code: str) -> None:
        """Put code into the editor, in place of what stands there."""
        write(self.editor, code)
        self.drafts[self.problem_id] = code
        self.fault = None

    def try_out(self, practice: Practice, viewer: Viewer, run: Run) -> None:
        """Run code on what everybody sees."""
        self.start(run, lambda cancel: practice.run(viewer, self.problem_id, run.text, cancel=cancel))

    def hand_in(self, practice: Practice, viewer: Viewer, run: Run) -> None:
        """Run code on everything, as a submission."""
        person, problem = self.employee_id, self.problem_id
        self.start(run, lambda cancel: practice.submit(viewer, person, problem, run.text, cancel=cancel))

    def take(self, run: Run, outcome: Outcome) -> None:
        """Keep what came of code that has run, unless it was ended."""
        self.fault = _fault_of(outcome, run)
        self.outcome = None if _was_cancelled(outcome) else outcome


def desk_of(employee_id: str, problem_id: str) -> Desk:
    """Return the desk of a problem; drafts go along from one problem to the next."""
    desk = st.session_state.get(_KEY)
    if isinstance(desk, Desk) and (desk.employee_id, desk.problem_id) == (employee_id, problem_id):
        return desk
    drafts: dict[str, str] = {}
    if isinstance(desk, Desk):
        desk.stop()
        drafts = desk.drafts if desk.employee_id == employee_id else drafts
    desk = st.session_state[_KEY] = Desk(employee_id, problem_id, drafts=drafts)
    return desk


def _was_cancelled(outcome: Outcome) -> bool:
    fault = outcome.fault if isinstance(outcome, Trial) else None
    return fault is not None and fault.kind is FaultKind.CANCELLED


def _fault_of(outcome: Outcome, run: Run) -> Fault | None:
    if isinstance(outcome, Trial):
        fault = outcome.fault
        return _placed(run, fault) if fault else None
    if isinstance(outcome, ProgramTrial):
        at = next((one for one in outcome.tests if one.line), None)
        return run.placed(at.reason, at.line, None) if at else None
    line, column = outcome.detail.get("line"), outcome.detail.get("column")
    if outcome.verdict != Verdict.ERROR or not isinstance(line, int):
        return None
    reasons = outcome.detail.get("reasons")
    message = str(reasons[0]) if isinstance(reasons, list) and reasons else ""
    return run.placed(message, line, column if isinstance(column, int) else None)


def _placed(run: Run, fault: QueryFault) -> Fault:
    return run.placed(fault.message, fault.line, fault.column)
