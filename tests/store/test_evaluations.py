from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.evaluation import Evaluation, MisconceptionFound, PointVerdict, Verdict
from athena.store import evaluations, responses
from athena.store.database import Database
from athena.store.evaluations import StoredEvaluation
from athena.store.questions import AskedQuestion
from athena.store.responses import Response
from tests.store.conftest import AT, QUESTION, SESSION

RESPONSE = "aaaaaaaa-0000-4000-8000-000000000001"
FIRST = "bbbbbbbb-0000-4000-8000-000000000001"
SECOND = "bbbbbbbb-0000-4000-8000-000000000002"
GIVEN = Evaluation(
    question_id="joins-1",
    score=0.1 + 0.2,
    points=(
        PointVerdict("p1", "Rows are paired.", 0.7, Verdict.MET, 1.0, "pairs rows"),
        PointVerdict("p2", "Nulls appear.", 0.3, Verdict.CONTRADICTED, 0.0),
    ),
    misconceptions=(MisconceptionFound("m1", "Joins sort.", 0.1, "They do not.", "it sorts"),),
    flags=("list-like", "injection"),
    feedback="Good start.",
    evaluator="offline",
    evaluator_version="1",
    rubric_version="1+abc",
)


@pytest.fixture
def answered(database: Database, question: AskedQuestion) -> None:
    with database.transaction() as tx:
        responses.add(tx, Response(RESPONSE, SESSION, QUESTION, "it pairs rows"), AT)


def keep(database: Database, evaluation_id: str, given: Evaluation) -> StoredEvaluation:
    stored = StoredEvaluation(evaluation_id, RESPONSE, "it pairs rows", given)
    with database.transaction() as tx:
        evaluations.add(tx, stored, AT)
        responses.settle(tx, RESPONSE, evaluation_id, given)
    return stored


@pytest.mark.usefixtures("answered")
def test_an_evaluation_comes_back_with_all_its_evidence(database: Database) -> None:
    stored = keep(database, FIRST, GIVEN)
    assert evaluations.find(database, FIRST) == stored


@pytest.mark.usefixtures("answered")
def test_only_the_last_settled_evaluation_counts_and_the_earlier_one_is_kept(database: Database) -> None:
    earlier = keep(database, FIRST, GIVEN)
    later = keep(database, SECOND, replace(GIVEN, score=0.9))
    assert evaluations.counting(database, SESSION) == {SECOND: later}
    assert evaluations.find(database, FIRST) == earlier


@pytest.mark.usefixtures("answered")
def test_settling_writes_score_and_versions_on_the_response(database: Database) -> None:
    keep(database, FIRST, GIVEN)
    row = database.read(
        "SELECT score, assessed, evaluator, evaluator_version, rubric_version FROM interview_responses"
    )
    assert [tuple(columns.values()) for columns in row] == [(0.1 + 0.2, True, "offline", "1", "1+abc")]


@pytest.mark.usefixtures("answered")
def test_an_answer_that_was_not_assessed_has_no_score(database: Database) -> None:
    keep(database, FIRST, replace(GIVEN, score=None, points=(), misconceptions=()))
    assert database.read("SELECT score, assessed FROM interview_responses") == [
        {"score": None, "assessed": False}
    ]


@pytest.mark.usefixtures("answered")
def test_settling_nothing_takes_the_score_back(database: Database) -> None:
    keep(database, FIRST, GIVEN)
    with database.transaction() as tx:
        responses.settle(tx, RESPONSE, None, None)
    assert evaluations.counting(database, SESSION) == {}


def test_an_unknown_evaluation_is_none(database: Database) -> None:
    assert evaluations.find(database, FIRST) is None
