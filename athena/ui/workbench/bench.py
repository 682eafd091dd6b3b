"""What one tab's SQL editor is at: a query that runs, and what the last one came to."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final

import streamlit as st

from athena.errors import AthenaError
from athena.sandbox.values import Cancel, QueryFault
from athena.services.queries import Answer, Workbench
from athena.ui.editor.widget import Fault, Run

EDITOR: Final = "sql"
AUTHOR: Final = "local"
"""Who runs queries while there are no accounts."""
PATIENCE_S: Final = 0.5
"""How long a query may take before the page says that it runs: most are over by then."""
_POOL = ThreadPoolExecutor(8, thread_name_prefix="athena-query")


@dataclass(slots=True)
class Running:
    """A query on its way, and the way to end it."""

    run: Run
    answer: Future[Answer]
    cancel: Cancel


@dataclass(slots=True)
class Bench:
    """The state of a tab. There is an answer or a fault of the last query, never both."""

    running: Running | None = None
    run: Run | None = None
    answer: Answer | None = None
    fault: Fault | None = None

    def begin(self, workbench: Workbench, run: Run, values: Mapping[str, object]) -> None:
        """Run a query; one that still runs is ended first."""
        self.stop()
        cancel = Cancel()
        answer = _POOL.submit(workbench.run, AUTHOR, run.text, dict(values), cancel)
        self.running = Running(run, answer, cancel)
        wait([answer], PATIENCE_S)

    def stop(self) -> None:
        """End the query that runs, at once."""
        if self.running:
            self.running.cancel.cancel()

    def settle(self) -> bool:
        """Take over what came of a query that is over; tell whether one still runs."""
        if self.running is None:
            return False
        if not self.running.answer.done():
            return True
        running, self.running = self.running, None
        self.run, self.answer, self.fault = running.run, None, None
        try:
            self.answer = running.answer.result()
        except QueryFault as fault:
            self.fault = running.run.placed(fault.message, fault.line, fault.column)
        except AthenaError as error:
            self.fault = Fault(error.message)
        return False


def current_bench() -> Bench:
    """Return this tab's state, begun when there is none."""
    bench = st.session_state.get("bench")
    if not isinstance(bench, Bench):
        bench = st.session_state["bench"] = Bench()
    return bench
