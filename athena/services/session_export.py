"""A whole session as one JSON document, in the form of ``SessionDocument`` (docs/session-export.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from athena.domain.evaluation import Evaluation
from athena.domain.report import Finding, Report
from athena.services import score_sums
from athena.services.exporting import ExportFile
from athena.services.review import Valuation
from athena.services.session_files import file_name
from athena.services.session_schema import (
    EvaluationPart,
    ExplanationPart,
    FindingPart,
    LinePart,
    PadRunPart,
    PersonPart,
    PointPart,
    QuestionPart,
    ReportPart,
    SessionDocument,
    SessionPart,
    WrongPart,
)
from athena.services.session_view import AnswerView, SessionView
from athena.store.pad_runs import PadRun


def session_json(view: SessionView) -> ExportFile:
    """Return the session as a JSON file."""
    text = session_document(view).model_dump_json(indent=1)
    return ExportFile(file_name(view.session, "session", "json"), text.encode(), "application/json")


def session_document(view: SessionView) -> SessionDocument:
    """Return the session as a document."""
    session, person = view.session, view.session.employee
    return SessionDocument(
        person=PersonPart(
            employee_id=person.employee_id,
            name=person.name,
            department=person.department,
            role_title=person.role_title,
        ),
        session=SessionPart(
            session_id=session.session_id,
            status=session.status,
            level=session.plan.level,
            planned_questions=session.plan.question_count,
            categories=list(session.plan.categories),
            practice=session.plan.practice,
            mode=session.mode,
            language=session.language,
            engine=session.engine,
            model=session.model,
            prompt_version=session.prompt_version,
            started_at=_utc(session.started_at),
            ended_at=_utc(session.ended_at) if session.ended_at else None,
            cost_usd=view.cost_usd,
            demo=session.demo,
        ),
        report=_report(view.report, score_sums.of_report(view.report, view.by_hand)),
        questions=[_question(answer) for answer in view.answers],
        transcript=[
            LinePart(
                number=number,
                speaker=line.speaker,
                channel=line.channel,
                text=line.text,
                started_ms=line.started_ms,
                ended_ms=line.ended_ms,
                interrupted=line.interrupted,
                question=line.question_number,
                in_answer=line.in_answer,
            )
            for number, line in enumerate(view.transcript, start=1)
        ],
    )


def _report(report: Report, sums: str) -> ReportPart:
    return ReportPart(
        overall_score=report.overall_score,
        likely_range=report.likely,
        band=report.band,
        assessed=report.assessed_count,
        arithmetic=sums,
        assessment=report.assessment,
        strengths=list(map(_finding, report.strengths)),
        weaknesses=list(map(_finding, report.weaknesses)),
        recommendations=list(map(_finding, report.recommendations)),
        writer=report.writer or None,
    )


def _finding(finding: Finding) -> FindingPart:
    return FindingPart(text=finding.text, questions=list(finding.items))


def _question(answer: AnswerView) -> QuestionPart:
    item = answer.item
    return QuestionPart(
        number=item.number,
        text=item.question,
        category=item.category,
        difficulty=item.difficulty,
        skills=list(item.skills),
        status=item.status,
        answer=item.answer,
        score=item.score,
        evaluations=[_value(value, answer.lines) for value in answer.values],
        query_score=answer.query_score,
        explanation=_explanation(answer.explanation) if answer.explanation else None,
        pad_runs=list(map(_pad_run, answer.runs)),
    )


def _explanation(given: Evaluation) -> ExplanationPart:
    return ExplanationPart(
        score=given.score,
        feedback=given.feedback,
        evaluator=given.evaluator,
        evaluator_version=given.evaluator_version,
        rubric_version=given.rubric_version,
    )


def _pad_run(run: PadRun) -> PadRunPart:
    return PadRunPart(
        kind=run.kind,
        ran_at=_utc(run.ran_at),
        code=run.code,
        verdict=run.verdict,
        score=run.score,
        outcome=run.outcome,
        right_count=run.right_count,
        total_count=run.total_count,
        runtime_ms=run.runtime_ms,
    )


def _value(value: Valuation, lines: Mapping[str, int]) -> EvaluationPart:
    given: Evaluation = value.evaluation
    return EvaluationPart(
        counts=value.counts,
        score=given.score,
        evaluated_at=_utc(value.evaluated_at),
        evaluator=given.evaluator,
        evaluator_version=given.evaluator_version,
        rubric_version=given.rubric_version,
        flags=list(given.flags),
        feedback=given.feedback,
        arithmetic=score_sums.of_answer(given),
        key_points=[
            PointPart(
                id=point.point_id,
                text=point.text,
                weight=point.weight,
                verdict=point.verdict,
                credit=point.credit,
                quote=point.quote,
                line=lines.get(point.quote or ""),
            )
            for point in given.points
        ],
        misconceptions=[
            WrongPart(
                id=wrong.misconception_id,
                claim=wrong.claim,
                penalty=wrong.penalty,
                feedback=wrong.feedback,
                quote=wrong.quote,
                line=lines.get(wrong.quote),
            )
            for wrong in given.misconceptions
        ],
        reviewer=value.review.reviewer if value.review else None,
        reason=value.review.reason if value.review else None,
    )


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)
