"""Judging stored answers again: new evaluations beside the old ones, which stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from athena.domain.access import Permission, Viewer
from athena.domain.evaluation import FALLBACK, Evaluation
from athena.domain.questions import Bank
from athena.domain.retention import REMOVED
from athena.domain.scoring.scorer import EVALUATOR as OFFLINE
from athena.errors import InputError
from athena.services.evaluation import HUMAN, Evaluator
from athena.services.records import random_id, require_session, utc_now
from athena.services.reporting import build
from athena.store import evaluations, questions, reports, responses, sessions
from athena.store.database import Database, Transaction
from athena.store.evaluations import StoredEvaluation
from athena.store.questions import AskedQuestion
from athena.store.responses import Response

RECENT = timedelta(days=7)
"""How long ago an interview may have ended for an interrupted reading to be taken up again."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """One answer judged again; ``before`` is what counted, ``after`` what counts now (or would)."""

    session_id: str
    number: int
    question_id: str
    before: Evaluation | None
    after: Evaluation

    @property
    def changed(self) -> bool:
        """Whether anything differs, stamps and flags included."""
        return self.before != self.after


class Rescoring:
    """Evaluates answers of ended interviews again. A person's decision on the same words is not touched."""

    def __init__(
        self,
        database: Database,
        bank: Bank,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database = database
        self._bank = bank
        self._now = now
        self._new_id = new_id

    def ended(self) -> list[str]:
        """Return the ids of all ended interviews, the oldest first."""
        return sessions.ended(self._database)

    def unread(self, since: timedelta = RECENT) -> list[str]:
        """Return the interviews that ended lately and that no model has read to the end, the oldest first."""
        return evaluations.unread(self._database, OFFLINE, FALLBACK, self._now() - since)

    def rescore(
        self,
        viewer: Viewer,
        session_id: str,
        evaluator: Evaluator,
        *,
        dry_run: bool = False,
        unread_only: bool = False,
    ) -> list[Rescored]:
        """Judge the answers of one interview again and bring its report up to date.

        ``dry_run`` writes nothing; ``unread_only`` leaves out answers that a model was asked about already.
        Raises NotFoundError, AccessError, and InputError while the interview runs.
        """
        viewer.require(Permission.REVIEW)
        session = require_session(self._database, session_id)
        if session.in_progress:
            raise InputError("This interview still runs. Its answers can be judged again when it has ended.")
        found = []
        for question in questions.asked(self._database, session.session_id):
            rescored = self._question(question, evaluator, dry_run=dry_run, unread_only=unread_only)
            found += [rescored] if rescored else []
        if not dry_run and any(rescored.changed for rescored in found):
            with self._database.transaction() as tx:
                reports.put(tx, session.session_id, build(tx, session.session_id), self._now())
        return found

    def _question(
        self, question: AskedQuestion, evaluator: Evaluator, *, dry_run: bool, unread_only: bool
    ) -> Rescored | None:
        rubric = self._bank.questions.get(question.bank_question_id or "")
        answer = responses.of_question(self._database, question.question_id)
        if rubric is None or rubric.sql or answer is None or answer.text in ("", REMOVED):
            return None  # a query is judged by running it
        counting = evaluations.find(self._database, answer.evaluation_id) if answer.evaluation_id else None
        before = counting.evaluation if counting and counting.text == answer.text else None
        if before and (before.evaluator == HUMAN or (unread_only and _read(before))):
            return None
        after = evaluator(rubric, answer.text)
        if before and FALLBACK in after.flags and before.evaluator != after.evaluator:
            after = before  # what a model said stands when it cannot be asked again
        if not dry_run and after != before and not self._settled(answer, after):
            return None
        return Rescored(question.session_id, question.ordinal, rubric.id, before, after)

    def _settled(self, answer: Response, given: Evaluation) -> bool:
        with self._database.transaction() as tx:
            return self._settle(tx, answer, given)

    def _settle(self, tx: Transaction, answer: Response, given: Evaluation) -> bool:
        """Let the evaluation count, unless the answer or its evaluation has changed meanwhile."""
        now = responses.of_question(tx, answer.question_id)
        if now is None or (now.text, now.evaluation_id) != (answer.text, answer.evaluation_id):
            return False
        stored = StoredEvaluation(self._new_id(), answer.response_id, answer.text, given)
        evaluations.add(tx, stored, self._now())
        responses.settle(tx, answer.response_id, stored.evaluation_id, given)
        return True


def _read(evaluation: Evaluation) -> bool:
    return evaluation.evaluator != OFFLINE or FALLBACK in evaluation.flags
