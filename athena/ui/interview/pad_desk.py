"""What the SQL pad of one tab is at: a query that runs, and what the last one came to."""

from __future__ import annotations

from dataclasses import dataclass

from athena.realtime.session import LiveInterview
from athena.sandbox.values import Cancel, FaultKind
from athena.services.pad import Pad, PadOutcome, PadTask
from athena.ui.editor.background import Background
from athena.ui.editor.widget import Run


@dataclass(slots=True)
class Desk(Background[PadOutcome]):
    """One question's pad in one tab; ``text`` is what was written when last heard of."""

    session_id: str
    number: int
    task: PadTask
    text: str
    submitted: bool = False

    def begin(self, pad: Pad, live: LiveInterview, run: Run, *, submit: bool) -> None:
        """Run a query or hand it in, and tell the interviewer; one that still runs is ended first."""
        self.start(run, lambda cancel: _carry_out(pad, live, run.text, cancel, submit=submit))

    def take(self, run: Run, outcome: PadOutcome) -> None:
        """Keep what came of a query, unless it was ended."""
        if outcome.fault:
            self.fault = run.placed(outcome.fault.message, outcome.fault.line, outcome.fault.column)
        self.outcome = None if _was_cancelled(outcome) else outcome
        self.submitted = self.submitted or outcome.run.kind == "submit"


def _carry_out(pad: Pad, live: LiveInterview, sql: str, cancel: Cancel, *, submit: bool) -> PadOutcome:
    """Run in a thread of its own, so that the interviewer is told even when the page is drawn again."""
    use = pad.submit if submit else pad.run
    outcome = use(live.session_id, sql, cancel=cancel)
    if not _was_cancelled(outcome):
        live.tell_query(outcome.item_id, outcome.note)
    return outcome


def _was_cancelled(outcome: PadOutcome) -> bool:
    return outcome.fault is not None and outcome.fault.kind is FaultKind.CANCELLED
