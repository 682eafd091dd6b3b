"""The tables of a session's page as plain values, to be taken away as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from athena.domain.findings import by_category
from athena.domain.interview import Category
from athena.services.exporting import Sheet
from athena.services.session_files import file_title
from athena.services.session_timeline import timeline
from athena.services.session_view import AnswerView, SessionView


def events(view: SessionView) -> Sheet:
    """Return what happened, in the order of time; milliseconds count from the start."""
    rows = [
        {
            "at_ms": one.at_ms,
            "event": one.kind.value,
            "detail": one.detail,
            "question": one.question,
            "line": one.line,
        }
        for one in timeline(view)
    ]
    return _of(view, "timeline", rows)


def engines(view: SessionView) -> Sheet:
    """Return who interviewed, in order."""
    rows = [
        {"began_at_utc": use.began_at, "engine": use.engine, "model": use.model, "reason": use.reason}
        for use in view.engines
    ]
    return _of(view, "engines", rows)


def responses(view: SessionView) -> Sheet:
    """Return what each response used; None where it was not told or has no price."""
    rows = [
        {
            "recorded_at_utc": use.recorded_at,
            "response_id": use.response_id,
            "model": use.model,
            "input_tokens": use.input_tokens,
            "output_tokens": use.output_tokens,
            "cost_usd": use.cost_usd,
        }
        for use in view.uses
    ]
    return _of(view, "responses", rows)


def measurements(view: SessionView) -> Sheet:
    """Return what the client measured."""
    rows = [
        {"name": one.name, "value": one.value, "recorded_at_utc": one.recorded_at}
        for one in view.measurements
    ]
    return _of(view, "measurements", rows)


def pad_runs(view: SessionView, answer: AnswerView) -> Sheet:
    """Return what was run and handed in in the SQL pad for one question."""
    rows = [
        {
            "ran_at_utc": run.ran_at,
            "kind": run.kind,
            "code": run.code,
            "verdict": run.verdict,
            "score": run.score,
            "outcome": run.outcome,
            "runtime_ms": run.runtime_ms,
        }
        for run in answer.runs
    ]
    return _of(view, f"question {answer.item.number} pad runs", rows)


def values(view: SessionView, answer: AnswerView) -> Sheet:
    """Return every value an answer ever had, the oldest first, with who decided and why."""
    rows = [
        {
            "evaluated_at_utc": value.evaluated_at,
            "score": value.evaluation.score,
            "counts": value.counts,
            "evaluator": value.evaluation.evaluator,
            "evaluator_version": value.evaluation.evaluator_version,
            "rubric_version": value.evaluation.rubric_version,
            "decision": value.review.decision.value if value.review else None,
            "reviewer": value.review.reviewer if value.review else None,
            "reason": value.review.reason if value.review else None,
        }
        for value in answer.values
    ]
    return _of(view, f"question {answer.item.number} history", rows)


def compared(left: SessionView, right: SessionView) -> Sheet:
    """Return the means of two sessions by category; None where nothing of it was assessed."""
    one, two = by_category(left.report.items), by_category(right.report.items)
    rows = []
    for category in Category:
        if category in one or category in two:
            mean, questions = one.get(category, (None, ()))
            other, others = two.get(category, (None, ()))
            rows.append(
                {
                    "category": category.value,
                    "left_score": mean,
                    "left_questions": len(questions),
                    "right_score": other,
                    "right_questions": len(others),
                    "difference": None if mean is None or other is None else other - mean,
                }
            )
    other_name = right.session.employee.name
    return _of(left, f"compared with {other_name[:15]} {right.session.started_at:%Y-%m-%d}", rows)


def _of(view: SessionView, what: str, rows: Sequence[Mapping[str, object]]) -> Sheet:
    return Sheet.of(file_title(view.session, what), rows)
