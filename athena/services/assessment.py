"""The authoritative evaluation of answers, on the words that were stored, with its evidence beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from athena.domain.evaluation import FALLBACK, Evaluation
from athena.domain.questions import Bank
from athena.services.evaluation import Evaluator
from athena.store import evaluations, questions, responses
from athena.store.database import Database, Reader, Transaction
from athena.store.evaluations import StoredEvaluation
from athena.store.questions import AskedQuestion
from athena.store.responses import Response


class Assessment:
    """Evaluates answers outside the writer lock and keeps every evaluation.

    What another evaluator (a model, a person) said of the very words an answer has is left to count. Of a
    question that is answered by a query, what is said is evaluated apart and never counts: running the query
    decides.
    """

    def __init__(
        self,
        database: Database,
        bank: Bank,
        evaluator: Evaluator,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._database = database
        self._bank = bank
        self._evaluator = evaluator
        self._now = now
        self._new_id = new_id

    def assess_session(self, session_id: str) -> None:
        """Evaluate every answer of a session as it is stored now."""
        for question in questions.asked(self._database, session_id):
            self.assess(question)

    def assess_question(self, session_id: str, question_id: str) -> None:
        """Evaluate the answer to one question as it is stored now."""
        for question in questions.asked(self._database, session_id):
            if question.question_id == question_id:
                self.assess(question)

    def marks(self, session_id: str) -> dict[str, float | None]:
        """Return the scores that count so far, by the question id of the bank."""
        counting = evaluations.counting(self._database, session_id).values()
        return {stored.evaluation.question_id: stored.evaluation.score for stored in counting}

    def complete(self, reader: Reader, session_id: str) -> bool:
        """Whether every answer that can be evaluated was, on the words it has now."""
        judged = {
            stored.response_id: stored.text for stored in evaluations.counting(reader, session_id).values()
        }
        answers = {answer.question_id: answer for answer in responses.of_session(reader, session_id)}
        covered = [q for q in questions.asked(reader, session_id) if self._counts(q)]
        due = [answers[question.question_id] for question in covered if question.question_id in answers]
        return all(judged.get(answer.response_id, "") == answer.text for answer in due)

    def _counts(self, question: AskedQuestion) -> bool:
        """Whether the words of an answer decide its score."""
        rubric = self._bank.questions.get(question.bank_question_id or "")
        return rubric is not None and rubric.sql is None

    def assess(self, question: AskedQuestion) -> None:
        """Evaluate one answer; when its words change meanwhile, evaluate the new ones."""
        while not self._assessed(question):
            pass

    def _assessed(self, question: AskedQuestion) -> bool:
        rubric = self._bank.questions.get(question.bank_question_id or "")
        before = responses.of_question(self._database, question.question_id)
        if before is None or rubric is None:
            return True
        given = self._evaluator(rubric, before.text) if before.text else None
        with self._database.transaction() as tx:
            now = responses.of_question(tx, question.question_id)
            if now is None or now.text != before.text:
                return False
            known = evaluations.find(tx, now.evaluation_id) if now.evaluation_id else None
            if rubric.sql:
                self._keep_explanation(tx, now, given)
            elif given is None:
                responses.settle(tx, now.response_id, None, None)
            elif known is None or _outdated(known, now.text, given):
                stored = StoredEvaluation(self._new_id(), now.response_id, now.text, given)
                evaluations.add(tx, stored, self._now())
                responses.settle(tx, now.response_id, stored.evaluation_id, given)
        return True

    def _keep_explanation(self, tx: Transaction, answer: Response, given: Evaluation | None) -> None:
        """Keep what the words beside a query are worth, unless that is known."""
        known = [stored for stored, _ in evaluations.of_response(tx, answer.response_id)]
        if given and not any((one.text, one.evaluation) == (answer.text, given) for one in known):
            stored = StoredEvaluation(self._new_id(), answer.response_id, answer.text, given)
            evaluations.add(tx, stored, self._now())


def _outdated(known: StoredEvaluation, text: str, given: Evaluation) -> bool:
    if known.text != text or known.evaluation.evaluator != given.evaluator:
        return known.text != text
    flags = tuple(flag for flag in known.evaluation.flags if flag != FALLBACK)
    return replace(known.evaluation, flags=flags) != given
