"""From a person's decision in the store to the score of the next like answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.domain.questions import QuestionType
from athena.domain.scoring.neighbours import MOVED
from athena.services.evaluation import offline_evaluator
from athena.services.graded_answers import GradedAnswers
from athena.services.interviewing import Interviewing
from athena.services.review import ReviewDesk
from athena.store.database import Database
from tests.services.small import BANK, JOINS, PLAN, ask, interviewing_on, said

WORDS = "the rows of the left side that found no partner come back too, filled up with nothing"


def interview(use: Interviewing, text: str) -> str:
    session = use.open_session("E1", PLAN, "embedded", "joe").session_id
    ask(use, session, JOINS)
    use.record_turn(session, said("c", text))
    use.close(session, SessionStatus.COMPLETED)
    return session


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "athena.duckdb")


def test_a_graded_answer_moves_the_next_like_one_and_is_kept_as_evidence(database: Database) -> None:
    graded = GradedAnswers(database, BANK)
    evaluator = offline_evaluator(BANK, graded)
    use, desk = interviewing_on(database, evaluator), ReviewDesk(database)
    use.admit("E1", "Jo")
    sessions = [interview(use, f"{WORDS}, {number}") for number in ("one", "two", "three")]
    assert evaluator(JOINS, WORDS).neighbours == ()
    for session in sessions:
        desk.override(LOCAL, session, 1, 0.9, reason="right in other words", reviewer="boss")
    graded.settle()
    after = evaluator(JOINS, WORDS)
    assert (after.score or 0.0) > 0
    kept = desk.history(LOCAL, interview(use, WORDS), 1)[-1].evaluation
    assert MOVED in kept.flags
    assert [near.score for near in kept.neighbours] == [0.9, 0.9, 0.9]
    assert kept == after
    database.close()


def test_a_decision_is_learnt_beside_the_scoring_and_known_after_a_restart(database: Database) -> None:
    graded = GradedAnswers(database, BANK)
    use, desk = interviewing_on(database, offline_evaluator(BANK, graded)), ReviewDesk(database)
    use.admit("E1", "Jo")
    for session in [interview(use, f"{WORDS}, {number}") for number in ("one", "two", "three")]:
        desk.override(LOCAL, session, 1, 0.9, reason="right in other words", reviewer="boss")
    graded.settle()
    again = GradedAnswers(database, BANK)
    assert offline_evaluator(BANK, again)(JOINS, WORDS) == offline_evaluator(BANK, graded)(JOINS, WORDS)
    again.close()
    graded.close()
    database.close()


def test_grades_of_an_answer_by_a_query_teach_nothing_about_spoken_words(database: Database) -> None:
    asked_for_a_query = replace(JOINS, type=QuestionType.SQL)
    bank = replace(BANK, questions={**BANK.questions, JOINS.id: asked_for_a_query})
    use, desk = interviewing_on(database, offline_evaluator(BANK)), ReviewDesk(database)
    use.admit("E1", "Jo")
    for session in [interview(use, f"{WORDS}, {number}") for number in ("one", "two", "three")]:
        desk.override(LOCAL, session, 1, 0.9, reason="the query is right", reviewer="boss")
    graded = GradedAnswers(database, bank)
    assert offline_evaluator(bank, graded)(asked_for_a_query, WORDS).neighbours == ()
    assert offline_evaluator(bank, graded)(JOINS, WORDS).neighbours == ()
    database.close()
