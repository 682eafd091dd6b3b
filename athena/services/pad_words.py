"""What the interviewer is told about a query in the pad: that it is right, or the first thing that is not."""

from __future__ import annotations

from athena.domain.pad import PadNote, pad_section
from athena.domain.query_evaluation import QueryOutcome
from athena.grading.bench import Trial
from athena.store.pad_runs import PadRun


def run_words(trial: Trial) -> str:
    """Return what trying a query on the visible data showed."""
    if trial.fault:
        return f"The query did not run: {trial.fault.message}"
    if trial.difference:
        return (
            f"The query ran, but on the sample its result is not the expected one. {trial.difference.message}"
        )
    return "The query ran, and on the sample its result is the expected one."


def submit_words(outcome: QueryOutcome) -> str:
    """Return what became of a query that was handed in."""
    if outcome.passed:
        return "The query was handed in and is right on all data."
    right, total = sum(outcome.right.values()), len(outcome.right)
    first = f" {outcome.reasons[0]}" if outcome.reasons else ""
    return f"The query was handed in and is right on {right} of {total} data sets.{first}"


def note_of(run: PadRun) -> str:
    """Return what the interviewer is told of a query that was run or handed in, as a headed section."""
    return pad_section(PadNote(run.kind == "submit", run.right_count, run.total_count, run.outcome))
