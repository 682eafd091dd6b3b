"""Everything an interview needs from the store, in one place for its callers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite

from athena.domain.cost import Spent
from athena.domain.interview import InterviewPlan, SessionStatus
from athena.domain.people import Employee, read_employee_id
from athena.domain.questions import Bank
from athena.domain.report import Report
from athena.errors import NotFoundError
from athena.services.admission import Admission
from athena.services.assessment import Assessment
from athena.services.calibration import calibrated
from athena.services.conversation import Conversation
from athena.services.engines import EngineHistory
from athena.services.evaluation import Evaluator
from athena.services.interviewer_tools import InterviewerTools
from athena.services.matching import QuestionMatcher
from athena.services.records import HistoryItem, random_id, require_session, utc_now
from athena.services.reporting import Reporting
from athena.services.spending import Spendings
from athena.store import employees, sessions
from athena.store import usage as usage_records
from athena.store.database import Database
from athena.store.sessions import Session
from athena.store.turns import TurnHeard

__all__ = ["Employee", "HistoryItem", "Interviewing", "Session", "TurnHeard"]


class Interviewing:
    """The use cases of an interview. Synchronous and thread-safe: whatever returned is committed.

    ``now`` gives naive UTC; ``new_id`` gives random UUIDs as text. ``on_ended`` is told the session when an
    interview has ended, and when an answer of it changed afterwards; ``on_query_asked`` is told the bank's id
    of a question that is answered by a query, at once when it is asked.
    """

    def __init__(
        self,
        database: Database,
        bank: Bank,
        *,
        evaluator: Evaluator,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        allow_new_employees: bool = True,
        on_ended: Callable[[str], None] = lambda _: None,
        on_query_asked: Callable[[str], None] = lambda _: None,
    ) -> None:
        assessment = Assessment(database, bank, evaluator, now, new_id)
        self._database = database
        self._now = now
        self._new_id = new_id
        self._admission = Admission(database, now, allow_new_employees)
        self._conversation = Conversation(database, now, new_id)
        self._tools = InterviewerTools(database, QuestionMatcher(bank), now, new_id, on_query_asked)
        self._assessment = assessment
        self._spendings = Spendings(database, now)
        self._engines = EngineHistory(database, now)
        self._reporting = Reporting(database, bank, assessment, now)
        self._on_ended = on_ended

    def find_employee(self, employee_id: str) -> Employee | None:
        """Return the employee, None when unknown; InputError when this cannot be an employee id."""
        return self._admission.find(employee_id)

    def admit(self, employee_id: str, name: str = "", department: str = "", role_title: str = "") -> Employee:
        """Return the known employee, or add one (a name is needed) when that is allowed; else InputError."""
        return self._admission.admit(employee_id, name, department, role_title)

    def open_session(
        self, employee_id: str, plan: InterviewPlan, engine: str, model: str, prompt_version: str = ""
    ) -> Session:
        """Begin an interview for a known employee."""
        wanted = read_employee_id(employee_id)
        with self._database.transaction() as tx:
            employee = employees.find(tx, wanted)
            if employee is None:
                raise NotFoundError(f"The employee ID {wanted} is not known here.")
            session = Session(
                session_id=self._new_id(),
                employee=employee,
                plan=plan,
                engine=engine,
                model=model,
                status=SessionStatus.IN_PROGRESS,
                started_at=self._now(),
                prompt_version=prompt_version,
            )
            sessions.add(tx, session)
        return session

    def session(self, session_id: str) -> Session:
        """Return the session; NotFoundError when there is none."""
        return require_session(self._database, session_id)

    def calibrated(self, plan: InterviewPlan) -> InterviewPlan:
        """Return the plan with the item parameters that were refitted from stored answers."""
        return calibrated(self._database, plan)

    def unfinished(self, employee_id: str) -> Session | None:
        """Return the employee's newest interview that was begun and not ended, to be resumed."""
        employee = self.find_employee(employee_id)
        return sessions.newest_resumable(self._database, employee.employee_id) if employee else None

    def record_turn(self, session_id: str, turn: TurnHeard) -> None:
        """Keep what was said; the same item again replaces its text, end and interruption.

        A candidate's words join the answer to the question that was current when the item was first
        recorded. Where the text arrives late, record the item with empty text as soon as it is known.
        """
        if self._conversation.record(session_id, turn):
            self._reporting.refresh(session_id)
            self._on_ended(session_id)

    def log_question_asked(
        self, session_id: str, call_id: str, question: str, category: str, difficulty: str
    ) -> dict[str, object]:
        """Make ``question`` the current one. Returns {"ok", "number", "of"}; a repeat keeps its number.

        A question beyond the planned ones is marked ``extra``, one that is answered by a query ``pad``.
        """
        arguments = {"question": question, "category": category, "difficulty": difficulty}
        return self._tools.question_asked(session_id, call_id, arguments)

    def log_response_evaluation(
        self, session_id: str, call_id: str, response: str, score: float, feedback: str
    ) -> dict[str, object]:
        """Keep the interviewer's provisional score and evaluate the stored answer with evidence."""
        output, judged = self._tools.response_judged(session_id, call_id, response, score, feedback)
        if judged:
            self._assessment.assess_question(session_id, judged)
        return output

    def marks(self, session_id: str) -> dict[str, float | None]:
        """Return the scores that count so far by question id, None for what could not be judged."""
        return self._assessment.marks(session_id)

    def generate_session_report(self, session_id: str, call_id: str) -> dict[str, object]:
        """Evaluate everything, keep the report, complete the session."""
        output = self._reporting.generate(session_id, call_id)
        self._on_ended(session_id)
        return output

    def record_usage(
        self,
        session_id: str,
        response_id: str,
        model: str,
        usage: Mapping[str, object],
        cost_usd: float | None,
    ) -> None:
        """Keep what one response of the engine used."""
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            usage_records.put(tx, session.session_id, response_id, model, usage, cost_usd, self._now())

    def spent(self, session_id: str) -> Spent:
        """Return what a session and all sessions of today have cost so far."""
        return self._spendings.spent(session_id)

    def change_engine(self, session_id: str, engine: str, model: str, reason: str) -> Session:
        """Let another engine take over from here, and return the session as it is then."""
        return self._engines.change(session_id, engine, model, reason)

    def record_metrics(self, session_id: str, metrics: Mapping[str, float]) -> None:
        """Keep what the client measured; what is not a finite number is left out."""
        finite = {name: value for name, value in metrics.items() if isfinite(value)}
        with self._database.transaction() as tx:
            session = require_session(tx, session_id)
            usage_records.add_metrics(tx, session.session_id, finite, self._now())

    def history(self, session_id: str) -> list[HistoryItem]:
        """Return everything needed to replay the interview, in order."""
        return self._conversation.history(session_id)

    def close(self, session_id: str, status: SessionStatus) -> None:
        """End the interview as completed or abandoned and keep its report when anything was answered."""
        self._reporting.close(session_id, status)
        self._on_ended(session_id)

    def report(self, session_id: str) -> Report:
        """Return the report of an interview that has ended."""
        return self._reporting.report(session_id)

    def recent(self, limit: int = 50) -> list[Session]:
        """Return the newest interviews first."""
        return sessions.recent(self._database, limit)
