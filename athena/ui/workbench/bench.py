"""What one tab's SQL editor is at: a query that runs, and what the last one came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from athena.domain.access import Viewer
from athena.services.queries import Answer, Workbench
from athena.ui.editor.background import Background
from athena.ui.editor.widget import Run

EDITOR: Final = "sql"


@dataclass(slots=True)
class Bench(Background[Answer]):
    """The state of a tab; ``run`` is what the outcome is of."""

    run: Run | None = None

    def begin(self, workbench: Workbench, viewer: Viewer, run: Run, values: Mapping[str, object]) -> None:
        """Run a query; one that still runs is ended first."""
        given = dict(values)
        self.start(run, lambda cancel: workbench.run(viewer, run.text, given, cancel))

    def take(self, run: Run, outcome: Answer) -> None:
        """Keep the answer with the query it is of."""
        self.run, self.outcome = run, outcome


def current_bench() -> Bench:
    """Return this tab's state, begun when there is none."""
    bench = st.session_state.get("bench")
    if not isinstance(bench, Bench):
        bench = st.session_state["bench"] = Bench()
    return bench
