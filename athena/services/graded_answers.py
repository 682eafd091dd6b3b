"""The graded answers of the store as neighbours for later scoring: the model follows what people grade."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from athena.domain.evaluation import Evaluation
from athena.domain.questions import Bank, Question
from athena.domain.scoring import score_answer
from athena.domain.scoring.neighbours import Graded
from athena.services.graded_model import GradedModel
from athena.store import reviews
from athena.store.database import Database


class GradedAnswers:
    """Moves scores by the answers people graded. Thread-safe; it learns again after a new decision."""

    def __init__(self, database: Database, bank: Bank) -> None:
        self._database = database
        self._bank = bank
        self._lock = Lock()
        self._model: GradedModel | None = None
        self._learnt: tuple[int, datetime | None] = (0, None)

    def __call__(self, question: Question, text: str, given: Evaluation) -> Evaluation:
        """Return the evaluation with its score moved by the graded answers of its question, if any."""
        model = self._current()
        return model.moved(question, text, given) if model else given

    def _current(self) -> GradedModel | None:
        with self._lock:
            decided = reviews.decided(self._database)
            if decided != self._learnt:
                self._model, self._learnt = self._new_model(), decided
            return self._model

    def _new_model(self) -> GradedModel:
        return GradedModel(
            [(question, self._graded(question)) for question in self._bank.questions.values()],
            self._rubric_score,
        )

    def _graded(self, question: Question) -> list[Graded]:
        return [
            Graded(one.evaluation_id, one.text, one.score)
            for one in reviews.graded(self._database, question.id)
        ]

    def _rubric_score(self, question: Question, text: str) -> float:
        return score_answer(question, text, self._bank.lexicon, self._bank.version).score or 0.0
