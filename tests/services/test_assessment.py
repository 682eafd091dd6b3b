from __future__ import annotations

import pytest

from athena.domain.interview import SessionStatus
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.fakes_evaluation import InterruptedEvaluator, RecordingEvaluator
from tests.services.small import CTES, GOOD, JOINS, PLAN, ask, interviewing_on, said


def begun(interviewing: Interviewing) -> Session:
    interviewing.admit("E1", "Jo")
    session = interviewing.open_session("E1", PLAN, "embedded", "joe")
    ask(interviewing, session.session_id, JOINS)
    return session


def scores(database: Database) -> list[float | None]:
    return [row["score"] for row in database.read("SELECT score FROM interview_responses")]


def kept(database: Database) -> list[str]:
    rows = database.read("SELECT text FROM response_evaluations ORDER BY evaluated_at")
    return [row["text"] for row in rows]


def test_an_answer_is_evaluated_on_the_words_that_are_stored_not_on_those_of_the_interviewer(
    database: Database,
) -> None:
    evaluator = RecordingEvaluator()
    interviewing = interviewing_on(database, evaluator)
    session = begun(interviewing)
    interviewing.record_turn(session.session_id, said("c1", "Only unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e", GOOD["joins-left"], 1.0, "Perfect!")
    assert evaluator.texts == ["Only unmatched rows."]
    assert scores(database) == [0.5]


def test_the_evidence_is_kept_with_the_candidates_own_words(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "Only unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    rows = database.read("SELECT rubric_id, verdict, quote FROM response_evidence ORDER BY position")
    assert [(row["rubric_id"], row["verdict"]) for row in rows] == [
        ("unmatched", "met"),
        ("padding", "absent"),
    ]
    assert "unmatched" in rows[0]["quote"]
    assert rows[1]["quote"] is None


def test_an_answer_that_went_on_is_evaluated_again_at_the_end(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows"))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    interviewing.record_turn(session.session_id, said("c2", "with null padding."))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert scores(database) == [1.0]
    assert kept(database) == ["The unmatched rows", "The unmatched rows\nwith null padding."]


def test_an_answer_nobody_judged_live_is_evaluated_at_the_end(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    interviewing.close(session.session_id, SessionStatus.ABANDONED)
    assert scores(database) == [1.0]


def test_the_same_evaluation_again_is_not_kept_twice(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "Unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    interviewing.generate_session_report(session.session_id, "g")
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert kept(database) == ["Unmatched rows."]


def test_another_version_of_the_evaluator_leaves_the_old_evaluation_beside_the_new_one(
    database: Database,
) -> None:
    evaluator = RecordingEvaluator()
    interviewing = interviewing_on(database, evaluator)
    session = begun(interviewing)
    interviewing.record_turn(session.session_id, said("c1", "Unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    evaluator.version = "2"
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert database.read("SELECT evaluator_version AS v FROM response_evaluations ORDER BY evaluated_at") == [
        {"v": "1"},
        {"v": "2"},
    ]
    assert database.read("SELECT evaluator_version AS v FROM interview_responses") == [{"v": "2"}]


def test_words_that_come_while_an_answer_is_judged_are_judged_as_well(database: Database) -> None:
    evaluator = InterruptedEvaluator()
    interviewing = interviewing_on(database, evaluator)
    session = begun(interviewing)
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows"))
    evaluator.meanwhile = lambda: interviewing.record_turn(session.session_id, said("c2", "with padding."))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    assert kept(database) == ["The unmatched rows\nwith padding."]


def test_without_words_nothing_is_evaluated(database: Database) -> None:
    evaluator = RecordingEvaluator()
    interviewing = interviewing_on(database, evaluator)
    session = begun(interviewing)
    interviewing.log_response_evaluation(session.session_id, "e", "made up by the model", 1.0, "Great!")
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert (evaluator.texts, scores(database)) == ([], [None])


def test_a_question_outside_the_bank_keeps_only_the_live_score(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.log_question_asked(session.session_id, "q", "How do you test one?", "joins", "beginner")
    interviewing.record_turn(session.session_id, said("c1", "With small fixtures."))
    interviewing.log_response_evaluation(session.session_id, "e", "fixtures", 0.7, "Fine.")
    assert database.read("SELECT live_score, score, assessed FROM interview_responses") == [
        {"live_score": 0.7, "score": None, "assessed": False}
    ]


def test_words_taken_back_take_the_score_back(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "Unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    interviewing.record_turn(session.session_id, said("c1", "Can you repeat the question?"))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert scores(database) == [None]


@pytest.mark.parametrize("words", ["I don't know.", "Skip this one."])
def test_not_knowing_counts_as_nothing_known(
    interviewing: Interviewing, database: Database, session: Session, words: str
) -> None:
    ask(interviewing, session.session_id, CTES)
    interviewing.record_turn(session.session_id, said("c1", words))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    assert scores(database) == [0.0]
