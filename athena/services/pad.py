"""The SQL pad inside an interview: trying a query out, handing it in, and what the interviewer is told."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from athena.domain.evaluation import Evaluation
from athena.domain.query_evaluation import evaluate_query
from athena.domain.questions import Bank, Question, SqlTask
from athena.errors import AthenaError, InputError
from athena.grading.bench import QueryBench, SampleTable
from athena.grading.values import Verdict
from athena.sandbox.values import Cancel, QueryFault, Table
from athena.services.conversation import response_to
from athena.services.explanations import explanation_of
from athena.services.pad_words import note_of, run_words, submit_words
from athena.services.practice import read_code
from athena.services.records import pad_item_id, random_id, require_session, utc_now
from athena.store import evaluations, pad_runs, questions, responses, sessions
from athena.store.database import Database, Reader, Transaction
from athena.store.evaluations import StoredEvaluation
from athena.store.pad_runs import PadRun
from athena.store.questions import AskedQuestion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PadTask:
    """What the pad shows: the task and its tables with the rows everybody sees.

    ``question_id`` is that of the question as it was asked. ``code`` is what was run or handed in last.
    """

    question_id: str
    statement: str
    setup: str
    tables: tuple[SampleTable, ...]
    code: str
    submitted: bool


@dataclass(frozen=True, slots=True)
class PadOutcome:
    """What became of a query: ``table`` is its own result, None when there is none.

    ``expected`` is the result asked for on the sample; ``fault`` says why a query did not run. ``words`` are
    for candidate and interviewer alike: they tell nothing of the reference.
    """

    run: PadRun
    table: Table | None = None
    expected: Table | None = None
    fault: QueryFault | None = None
    evaluation: Evaluation | None = None

    @property
    def words(self) -> str:
        """What happened, in words."""
        return self.run.outcome

    @property
    def item_id(self) -> str:
        """The id under which the interviewer is told."""
        return pad_item_id(self.run.run_id)

    @property
    def note(self) -> str:
        """What the interviewer is told."""
        return note_of(self.run)


class Pad:
    """The use cases of the pad. Synchronous and thread-safe: whatever returned is committed.

    They concern the question being answered now. All raise NotFoundError for an unknown session; those that
    run code raise InputError when the interview has ended, when the question is not answered by a query, and
    for code that is empty or too long.
    """

    def __init__(
        self,
        database: Database,
        bank: Bank,
        bench: QueryBench,
        *,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database = database
        self._bank = bank
        self._bench = bench
        self._now = now
        self._new_id = new_id
        self._preparing = ThreadPoolExecutor(1, thread_name_prefix="athena-pad")

    def prepare(self, bank_question_id: str) -> None:
        """Begin to build the data of a question that is being asked, so that nobody waits for it later."""
        question = self._bank.questions.get(bank_question_id)
        if question and question.sql:
            with contextlib.suppress(RuntimeError):  # the app is closing
                self._preparing.submit(self._build, question.sql)

    def close(self) -> None:
        """Prepare nothing more."""
        self._preparing.shutdown(wait=True, cancel_futures=True)

    def _build(self, task: SqlTask) -> None:
        try:
            self._bench.sample(task.exercise)
        except AthenaError:
            log.warning("The data of a task was not prepared", exc_info=True)

    def task(self, session_id: str) -> PadTask | None:
        """Return what the pad shows now; None when the question is answered by voice alone."""
        session_id = require_session(self._database, session_id).session_id
        found = self._current(self._database, session_id)
        if found is None:
            return None
        asked, _, task = found
        before = pad_runs.of_question(self._database, asked.question_id)
        return PadTask(
            question_id=asked.question_id,
            statement=task.statement,
            setup=task.exercise.setup,
            tables=self._bench.sample(task.exercise),
            code=before[-1].code if before else "",
            submitted=any(run.kind == "submit" for run in before),
        )

    def run(self, session_id: str, sql: str, *, cancel: Cancel | None = None) -> PadOutcome:
        """Try a query on the visible data; it becomes part of the session's record."""
        asked, _, task, code = self._begin(session_id, sql)
        trial = self._bench.try_out(task.exercise, code, cancel)
        with self._database.transaction() as tx:
            run = PadRun(
                run_id=self._new_id(),
                session_id=asked.session_id,
                question_id=asked.question_id,
                kind="run",
                code=code,
                verdict=trial.verdict,
                score=None,
                outcome=run_words(trial),
                runtime_ms=trial.table.elapsed_ms if trial.table else None,
                ran_at=self._now(),
                position=sessions.next_position(tx, asked.session_id),
                right_count=int(trial.verdict is Verdict.PASSED),
            )
            pad_runs.add(tx, run)
        return PadOutcome(run, trial.table, trial.expected, trial.fault)

    def submit(self, session_id: str, sql: str, *, cancel: Cancel | None = None) -> PadOutcome:
        """Hand a query in as the question's answer: it is run on all data and its score counts.

        Handing in again replaces it; every one is kept. Raises the fault of a cancelled query when it is
        cancelled, and keeps nothing then.
        """
        asked, question, task, code = self._begin(session_id, sql)
        graded = self._bench.hand_in(task.exercise, code, cancel)
        given = evaluate_query(question, graded.outcome, self._bank.version)
        with self._database.transaction() as tx:
            _require_running(tx, asked.session_id)
            run = PadRun(
                run_id=self._new_id(),
                session_id=asked.session_id,
                question_id=asked.question_id,
                kind="submit",
                code=code,
                verdict=graded.verdict,
                score=given.score,
                outcome=submit_words(graded.outcome),
                runtime_ms=graded.runtime_ms,
                ran_at=self._now(),
                position=sessions.next_position(tx, asked.session_id),
                right_count=sum(graded.outcome.right.values()),
                total_count=len(graded.outcome.right),
            )
            pad_runs.add(tx, run)
            self._count(tx, asked, code, given)
        return PadOutcome(run, evaluation=given)

    def runs(self, session_id: str) -> list[PadRun]:
        """Return everything run and handed in in a session, the oldest first."""
        return pad_runs.of_session(self._database, require_session(self._database, session_id).session_id)

    def explanation(self, question_id: str) -> Evaluation | None:
        """Return what the words beside a query are worth as they were evaluated last, None before that.

        ``question_id`` is that of the question as it was asked.
        """
        return explanation_of(self._database, question_id)

    def _begin(self, session_id: str, sql: str) -> tuple[AskedQuestion, Question, SqlTask, str]:
        session_id = _require_running(self._database, session_id)
        found = self._current(self._database, session_id)
        if found is None:
            raise InputError("This question is answered by voice. The pad opens with a question about SQL.")
        return *found, read_code(sql)

    def _current(self, reader: Reader, session_id: str) -> tuple[AskedQuestion, Question, SqlTask] | None:
        latest = questions.latest(reader, session_id)[:1]
        for asked in latest:
            question = self._bank.questions.get(asked.bank_question_id or "")
            if question and question.sql:
                return asked, question, question.sql
        return None

    def _count(self, tx: Transaction, asked: AskedQuestion, code: str, given: Evaluation) -> None:
        at = self._now()
        answer = response_to(tx, asked.session_id, asked.question_id, self._new_id(), at)
        stored = StoredEvaluation(self._new_id(), answer.response_id, code, given)
        evaluations.add(tx, stored, at)
        responses.settle(tx, answer.response_id, stored.evaluation_id, given)


def _require_running(reader: Reader, session_id: str) -> str:
    session = require_session(reader, session_id)
    if not session.in_progress:
        raise InputError("This interview has ended; nothing more can be run or handed in.", "Too late")
    return session.session_id
