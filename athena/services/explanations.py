"""What was written in the pad of an interview, and what was said about it, question by question."""

from __future__ import annotations

from athena.domain.evaluation import Evaluation
from athena.domain.query_evaluation import EVALUATOR
from athena.services.evaluation import HUMAN
from athena.store import evaluations, pad_runs, questions, responses
from athena.store.database import Reader
from athena.store.pad_runs import PadRun

_NOT_ON_WORDS = frozenset({EVALUATOR, HUMAN})


def explanation_of(reader: Reader, question_id: str) -> Evaluation | None:
    """Return what the words beside a query are worth as they were evaluated last, None before that.

    ``question_id`` is that of the question as it was asked.
    """
    answer = responses.of_question(reader, question_id)
    known = evaluations.of_response(reader, answer.response_id) if answer else []
    spoken = [one.evaluation for one, _ in known if one.evaluation.evaluator not in _NOT_ON_WORDS]
    return spoken[-1] if spoken else None


def pad_of(reader: Reader, session_id: str) -> tuple[dict[int, list[PadRun]], dict[int, Evaluation]]:
    """Return the queries of a session and the worth of their explanations, by the number of the question."""
    runs = pad_runs.of_session(reader, session_id)
    written: dict[int, list[PadRun]] = {}
    explained: dict[int, Evaluation] = {}
    for question in questions.asked(reader, session_id) if runs else []:
        own = [run for run in runs if run.question_id == question.question_id]
        explanation = explanation_of(reader, question.question_id) if own else None
        if own:
            written[question.ordinal] = own
        if explanation:
            explained[question.ordinal] = explanation
    return written, explained
