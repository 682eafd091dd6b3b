"""Ending an interview and reporting on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from athena.domain.interview import SessionStatus
from athena.domain.questions import Bank
from athena.domain.report import Report, ReportItem, build_report
from athena.domain.report_check import Section
from athena.domain.report_wording import digest, with_wording
from athena.errors import InputError
from athena.services.assessment import Assessment
from athena.services.calls import Output, earlier_output, keep_call
from athena.services.hints import count_hints
from athena.services.records import require_session
from athena.store import evaluations, pad_runs, questions, reports, responses, sessions, wordings
from athena.store.database import Database, Reader, Transaction
from athena.store.responses import Response


class Reporting:
    """Ends interviews: every answer evaluated, the report kept, the session closed."""

    def __init__(
        self, database: Database, bank: Bank, assessment: Assessment, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._bank = bank
        self._assessment = assessment
        self._now = now

    def generate(self, session_id: str, call_id: str) -> Output:
        """Complete the session at the interviewer's call."""
        session_id = require_session(self._database, session_id).session_id
        known = earlier_output(self._database, session_id, call_id, "generate_session_report")
        if known is not None:
            return known
        output: Output = {"ok": True}

        def complete(tx: Transaction) -> None:
            if earlier_output(tx, session_id, call_id, "generate_session_report") is None:
                keep_call(tx, session_id, call_id, "generate_session_report", {}, output, self._now())
                self._end(tx, session_id, SessionStatus.COMPLETED)

        self._once_assessed(session_id, complete)
        return output

    def close(self, session_id: str, status: SessionStatus) -> None:
        """End the session as completed or abandoned; one that has ended keeps its status."""
        if status is SessionStatus.IN_PROGRESS:
            raise InputError("An interview is closed as completed or as abandoned.")
        session_id = require_session(self._database, session_id).session_id
        self._once_assessed(session_id, lambda tx: self._end(tx, session_id, status))

    def refresh(self, session_id: str) -> None:
        """Bring the report of an ended interview up to date with its answers."""
        self._once_assessed(session_id, lambda tx: self._put(tx, session_id, build(tx, session_id)))

    def report(self, session_id: str) -> Report:
        """Return the report of an ended interview."""
        session = require_session(self._database, session_id)
        if session.in_progress:
            raise InputError("This interview still runs. Its report is ready when it has ended.", "Not yet")
        return build(self._database, session.session_id)

    def _end(self, tx: Transaction, session_id: str, status: SessionStatus) -> None:
        sessions.end(tx, session_id, status, self._now())
        sessions.learn_mode(tx, session_id)
        count_hints(tx, self._bank, session_id)
        report = build(tx, session_id)
        if status is SessionStatus.COMPLETED or any(item.answer for item in report.items):
            self._put(tx, session_id, report)

    def _put(self, tx: Transaction, session_id: str, report: Report) -> None:
        reports.put(tx, session_id, report, self._now())

    def _once_assessed(self, session_id: str, write: Callable[[Transaction], None]) -> None:
        """Write in a transaction in which no answer has words that were not evaluated."""
        while True:
            self._assessment.assess_session(session_id)
            with self._database.transaction() as tx:
                if self._assessment.complete(tx, session_id):
                    write(tx)
                    return


def build(reader: Reader, session_id: str) -> Report:
    """Build a session's report from what is stored, in a writer's words where they still fit the facts."""
    report = templated(reader, session_id)
    wording = wordings.find(reader, session_id)
    if wording is None or wording.facts != digest(report):
        return report
    findings = {Section(section): found for section, found in wording.findings.items()}
    return with_wording(report, findings, f"{wording.writer} {wording.writer_version}")


def templated(reader: Reader, session_id: str) -> Report:
    """Build a session's report from what is stored, its findings in the words of templates."""
    answers = {response.question_id: response for response in responses.of_session(reader, session_id)}
    counting = evaluations.counting(reader, session_id)
    runs = pad_runs.of_session(reader, session_id)
    handed_in = {run.question_id: run.code for run in runs if run.kind == "submit"}
    items = []
    for question in questions.asked(reader, session_id):
        answer = answers.get(question.question_id)
        stored = counting.get(answer.evaluation_id or "") if answer else None
        items.append(
            ReportItem(
                number=question.ordinal,
                question=question.text,
                category=question.category,
                difficulty=question.difficulty,
                skills=question.skills,
                answer=_answered(answer, handed_in.get(question.question_id, "")),
                evaluation=stored.evaluation if stored else None,
                live_score=answer.live_score if answer else None,
                live_feedback=(answer.live_feedback or "") if answer else "",
                item=question.item,
            )
        )
    return build_report(items, require_session(reader, session_id).plan.question_count)


def _answered(answer: Response | None, query: str) -> str:
    """Return the words of an answer, after the query they are about."""
    return "\n\n".join(filter(None, (query, answer.text if answer else "")))
