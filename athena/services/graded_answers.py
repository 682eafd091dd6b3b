"""The graded answers of the store as neighbours for later scoring: the model follows what people grade.

A model is learnt beside the interviews: until it is there, the one before it serves. Answers to questions
that are answered by a query teach nothing, as their grades are about the query too.
"""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Lock, Thread

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question, QuestionType
from athena.domain.scoring import score_answer
from athena.domain.scoring.neighbours import Graded
from athena.errors import StoreError
from athena.services.graded_model import GradedModel
from athena.store import reviews
from athena.store.database import Database

Decided = tuple[int, datetime | None]

_log = logging.getLogger(__name__)


class GradedAnswers:
    """Moves scores by the answers people graded. Thread-safe; it learns again after a new decision."""

    def __init__(self, database: Database, bank: Bank) -> None:
        """Begin to learn from what is graded already; the first score waits for that."""
        self._database = database
        self._bank = bank
        self._lock = Lock()
        self._model: GradedModel | None = None
        self._learnt: Decided = (0, None)
        self._learning: Thread | None = None
        self._first = self._follow()

    def __call__(self, question: Question, text: str, given: Evaluation) -> Evaluation:
        """Return the evaluation with its score moved by the graded answers of its question, if any."""
        if self._first:
            self._first.join()
        self._follow()
        model = self._model
        return model.moved(question, text, given) if model else given

    def settle(self) -> None:
        """Wait until all that is decided so far is learnt."""
        while learning := self._follow():
            learning.join()

    def close(self) -> None:
        """Wait for a model that is being learnt; the database may be closed then."""
        if learning := self._learning:
            learning.join()

    def _follow(self) -> Thread | None:
        """Return the thread that learns, started if there is something new; None when there is nothing."""
        decided = reviews.decided(self._database)
        with self._lock:
            if decided != self._learnt and self._learning is None:
                self._learning = Thread(target=self._learn, args=[decided], name="graded-answers")
                self._learning.start()
            return self._learning

    def _learn(self, decided: Decided) -> None:
        model = self._model
        try:
            model = self._new_model()
        except StoreError as error:
            _log.warning("graded answers were not learnt: %s", error.message)
        finally:
            with self._lock:
                self._model, self._learnt, self._learning = model, decided, None

    def _new_model(self) -> GradedModel:
        spoken = (q for q in self._bank.questions.values() if q.type is QuestionType.SPOKEN)
        return GradedModel([(question, self._graded(question)) for question in spoken], self._rubric_score)

    def _graded(self, question: Question) -> list[Graded]:
        return [
            Graded(one.evaluation_id, one.text, one.score)
            for one in reviews.graded(self._database, question.id)
        ]

    def _rubric_score(self, question: Question, text: str) -> float:
        return score_answer(question, text, self._bank.lexicon, self._bank.version).score or 0.0
