"""What the SQL pad of one tab is at: a query that runs, and what the last one came to."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final

from athena.errors import AthenaError
from athena.realtime.session import LiveInterview
from athena.sandbox.values import Cancel, FaultKind
from athena.services.pad import Pad, PadOutcome, PadTask
from athena.ui.editor.widget import Fault, Run

PATIENCE_S: Final = 0.5
"""How long a query may take before the pad says that it runs: most are over by then."""
_POOL = ThreadPoolExecutor(8, thread_name_prefix="athena-pad-query")


@dataclass(slots=True)
class Running:
    """A query on its way, and the way to end it."""

    run: Run
    outcome: Future[PadOutcome]
    cancel: Cancel


@dataclass(slots=True)
class Desk:
    """One question's pad in one tab; ``text`` is what was written when last heard of."""

    session_id: str
    number: int
    task: PadTask
    text: str
    running: Running | None = None
    outcome: PadOutcome | None = None
    fault: Fault | None = None
    submitted: bool = False

    def begin(self, pad: Pad, live: LiveInterview, run: Run, *, submit: bool) -> None:
        """Run a query or hand it in, and tell the interviewer; one that still runs is ended first."""
        self.stop()
        cancel = Cancel()
        outcome = _POOL.submit(_carry_out, pad, live, run.text, cancel, submit=submit)
        self.running = Running(run, outcome, cancel)
        wait([outcome], PATIENCE_S)

    def stop(self) -> None:
        """End the query that runs, at once."""
        if self.running:
            self.running.cancel.cancel()

    def settle(self) -> bool:
        """Take over what came of a query that is over; tell whether one still runs."""
        if self.running is None:
            return False
        if not self.running.outcome.done():
            return True
        running, self.running = self.running, None
        self.outcome, self.fault = None, None
        try:
            self._take(running.run, running.outcome.result())
        except AthenaError as error:
            self.fault = Fault(error.message)
        return False

    def _take(self, run: Run, outcome: PadOutcome) -> None:
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
