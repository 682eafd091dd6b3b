"""Human review: a person overrides or confirms the evaluation of an answer; every value is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.domain.evaluation import CREDIT, Evaluation, PointVerdict, Verdict
from athena.domain.people import read_employee_id
from athena.domain.scoring import arithmetic
from athena.errors import InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.calls import read_score
from athena.services.evaluation import HUMAN
from athena.services.records import random_id, require_session, storable, utc_now
from athena.services.reporting import build
from athena.store import evaluations, questions, reports, responses, reviews
from athena.store.database import Database, Reader, Transaction
from athena.store.evaluations import StoredEvaluation
from athena.store.responses import Response
from athena.store.reviews import Decision, GradedAnswer

REASON_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Valuation:
    """One evaluation an answer ever had, with the decision that made it (None: an evaluator did).

    ``counts`` tells the one the report rests on.
    """

    text: str
    evaluation: Evaluation
    evaluated_at: datetime
    review: reviews.Review | None
    counts: bool


class ReviewDesk:
    """Where people look at evaluations. An answer is named by its session and its question's number.

    Decisions bear the Employee ID of the viewer; ``reviewer`` is the ID typed where there are no accounts.
    All methods raise AccessError for a viewer who may not.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id
        self._audit = Auditing(database, now)

    def override(
        self, viewer: Viewer, session_id: str, number: int, score: float, *, reason: str, reviewer: str = ""
    ) -> Evaluation:
        """Give an answer another score (0..1); the verdicts stay. A reason is needed. Raises InputError."""
        score, reason = read_score(score), _needed(reason)

        def rescored(before: Evaluation | None, bank_question_id: str) -> Evaluation:
            return replace(before or _unjudged(bank_question_id), score=score)

        decision = Decision.OVERRIDDEN
        return self._decide(viewer, session_id, number, decision, rescored, reason, reviewer)

    def override_verdicts(
        self,
        viewer: Viewer,
        session_id: str,
        number: int,
        verdicts: Mapping[str, Verdict],
        *,
        reason: str,
        reviewer: str = "",
    ) -> Evaluation:
        """Change verdicts on key points, named by id; the score follows from them. Raises InputError."""
        reason = _needed(reason)

        def rejudged(before: Evaluation | None, _: str) -> Evaluation:
            known = {point.point_id for point in before.points} if before else set()
            if before is None or not verdicts or not verdicts.keys() <= known:
                raise InputError("Name key points of this answer and what each of them should be.")
            points = tuple(_corrected(point, verdicts.get(point.point_id)) for point in before.points)
            return replace(before, points=points, score=arithmetic(points, before.misconceptions, ()))

        decision = Decision.OVERRIDDEN
        return self._decide(viewer, session_id, number, decision, rejudged, reason, reviewer)

    def confirm(
        self, viewer: Viewer, session_id: str, number: int, *, reviewer: str = "", reason: str = ""
    ) -> Evaluation:
        """Say that an evaluation is right as it is. Raises InputError when there is no score to confirm."""

        def same(before: Evaluation | None, _: str) -> Evaluation:
            if before is None or before.score is None:
                raise InputError("This answer has no score that could be confirmed. Give it one instead.")
            return before

        decision = Decision.CONFIRMED
        return self._decide(viewer, session_id, number, decision, same, _short(reason), reviewer)

    def history(self, viewer: Viewer, session_id: str, number: int) -> list[Valuation]:
        """Return every evaluation the answer ever had, the oldest first. Raises NotFoundError."""
        person = require_session(self._database, session_id).employee.employee_id
        viewer.require_results(person, Permission.SEE_SESSIONS)
        answer, _ = _answer(self._database, session_id, number)
        return _valued(
            answer,
            evaluations.of_response(self._database, answer.response_id),
            reviews.of_response(self._database, answer.response_id),
        )

    def graded(self, viewer: Viewer, bank_question_id: str) -> list[GradedAnswer]:
        """Return the answers to a question that people graded or confirmed: neighbours for later scoring."""
        viewer.require(Permission.REVIEW)
        return reviews.graded(self._database, bank_question_id)

    def _decide(
        self,
        viewer: Viewer,
        session_id: str,
        number: int,
        decision: Decision,
        decide: Callable[[Evaluation | None, str], Evaluation],
        reason: str,
        reviewer: str,
    ) -> Evaluation:
        viewer.require(Permission.REVIEW)
        reviewer = read_employee_id(reviewer if viewer.local else viewer.employee_id)
        with self._database.transaction() as tx:
            answer, bank_question_id = _answer(tx, session_id, number)
            counting = evaluations.find(tx, answer.evaluation_id) if answer.evaluation_id else None
            decided = decide(counting.evaluation if counting else None, bank_question_id)
            given = replace(decided, evaluator=HUMAN, evaluator_version=reviewer, flags=(), neighbours=())
            text = counting.text if counting else answer.text
            stored = StoredEvaluation(self._new_id(), answer.response_id, text, given)
            at = self._now()
            evaluations.add(tx, stored, at)
            responses.settle(tx, answer.response_id, stored.evaluation_id, given)
            review = reviews.Review(
                review_id=self._new_id(),
                response_id=answer.response_id,
                decision=decision,
                before_id=answer.evaluation_id,
                evaluation_id=stored.evaluation_id,
                reviewer=reviewer,
                reason=reason,
                reviewed_at=at,
            )
            reviews.add(tx, review)
            self._report(tx, answer.session_id)
        detail = {"question": str(number), "decision": decision.value}
        self._audit.note(viewer, Action.SCORE_OVERRIDE, answer.session_id, detail=detail)
        return given

    def _report(self, tx: Transaction, session_id: str) -> None:
        reports.put(tx, session_id, build(tx, session_id), self._now())


def valuations(reader: Reader, session_id: str) -> dict[int, list[Valuation]]:
    """Return every evaluation that the answers of a session ever had, by the number of the question."""
    made, decided = evaluations.of_session(reader, session_id), reviews.of_session(reader, session_id)
    answers = {answer.question_id: answer for answer in responses.of_session(reader, session_id)}
    return {
        question.ordinal: _valued(answer, made.get(answer.response_id, []), decided)
        for question in questions.asked(reader, session_id)
        if (answer := answers.get(question.question_id))
    }


def _valued(
    answer: Response,
    made: Sequence[tuple[StoredEvaluation, datetime]],
    decided: Mapping[str, reviews.Review],
) -> list[Valuation]:
    return [
        Valuation(
            stored.text,
            stored.evaluation,
            at,
            decided.get(stored.evaluation_id),
            stored.evaluation_id == answer.evaluation_id,
        )
        for stored, at in made
    ]


def _answer(reader: Reader, session_id: str, number: int) -> tuple[Response, str]:
    """Return the answer and the bank's id of its question ("" when it is not from the bank)."""
    session = require_session(reader, session_id)
    if session.in_progress:
        raise InputError(
            "This interview still runs. Its answers can be reviewed when it has ended.", "Not yet"
        )
    for question in questions.asked(reader, session.session_id):
        answer = responses.of_question(reader, question.question_id)
        if question.ordinal == number and answer and (answer.text or answer.evaluation_id):
            return answer, question.bank_question_id or ""
    raise NotFoundError(f"Question {number} of this interview has no answer that could be reviewed.")


def _unjudged(bank_question_id: str) -> Evaluation:
    return Evaluation(bank_question_id, None, (), (), (), "", HUMAN, "", "")


def _corrected(point: PointVerdict, verdict: Verdict | None) -> PointVerdict:
    return point if verdict is None else replace(point, verdict=verdict, credit=CREDIT[verdict])


def _needed(reason: str) -> str:
    if not storable(reason):
        raise InputError("Please give a reason: it is kept with the score and shown to whoever asks.")
    return _short(reason)


def _short(reason: str) -> str:
    reason = storable(reason)
    if len(reason) > REASON_LENGTH:
        raise InputError(f"That reason is too long. Please keep it within {REASON_LENGTH} characters.")
    return reason
