from __future__ import annotations

from functools import partial

import pytest

from athena.domain.interview import Category, Difficulty, SessionStatus
from athena.errors import InputError
from athena.services.interviewing import Interviewing, Session
from athena.store import questions
from athena.store.database import Database
from tests.services.small import CTES, GOOD, INDEXES, JOINS, answers, ask, said
from tests.threads import in_threads


def live_scores(database: Database) -> dict[str | None, float | None]:
    rows = database.read(
        "SELECT q.bank_question_id AS name, r.live_score FROM interview_responses r "
        "JOIN interview_questions q ON q.question_id = r.question_id"
    )
    return {row["name"]: row["live_score"] for row in rows}


def test_questions_are_numbered_as_they_are_asked(interviewing: Interviewing, session: Session) -> None:
    outputs = [ask(interviewing, session.session_id, question) for question in (JOINS, CTES)]
    assert outputs == [{"ok": True, "number": 1, "of": 3}, {"ok": True, "number": 2, "of": 3}]


def test_a_question_of_the_bank_brings_its_own_category_difficulty_and_skills(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.log_question_asked(session.session_id, "c", JOINS.prompt, "indexing", "advanced")
    (asked,) = questions.asked(database, session.session_id)
    assert (asked.bank_question_id, asked.category, asked.difficulty, asked.skills) == (
        "joins-left",
        Category.JOINS,
        Difficulty.BEGINNER,
        ("joins-left-skill",),
    )


def test_a_question_that_is_not_in_the_bank_is_kept_as_it_was_asked(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    text = "How do you like to test a migration?"
    interviewing.log_question_asked(session.session_id, "c", text, "Query Optimization", "Advanced")
    (asked,) = questions.asked(database, session.session_id)
    assert (asked.bank_question_id, asked.text, asked.category, asked.difficulty) == (
        None,
        text,
        Category.QUERY_OPTIMISATION,
        Difficulty.ADVANCED,
    )


@pytest.mark.parametrize(
    ("category", "difficulty", "words"),
    [("cooking", "beginner", "category “cooking” is not known"), ("joins", "brutal", "difficulty “brutal”")],
)
def test_an_unknown_label_is_refused_with_the_ones_there_are(
    interviewing: Interviewing, session: Session, category: str, difficulty: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        interviewing.log_question_asked(session.session_id, "c", "Something else?", category, difficulty)


def test_a_question_without_words_is_refused(interviewing: Interviewing, session: Session) -> None:
    with pytest.raises(InputError, match="no words"):
        interviewing.log_question_asked(session.session_id, "c", " \0 ", "joins", "beginner")


def test_a_call_that_runs_twice_asks_once(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    first = ask(interviewing, session.session_id, JOINS, "same")
    again = interviewing.log_question_asked(session.session_id, "same", "Something else?", "cte", "beginner")
    assert again == first
    assert len(questions.asked(database, session.session_id)) == 1


def test_one_call_in_many_threads_asks_once(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    in_threads([partial(ask, interviewing, session.session_id, JOINS, "same")] * 10)
    assert len(questions.asked(database, session.session_id)) == 1


def test_a_call_id_of_another_tool_is_refused(interviewing: Interviewing, session: Session) -> None:
    ask(interviewing, session.session_id, JOINS, "same")
    with pytest.raises(InputError, match="used for log_question_asked"):
        interviewing.generate_session_report(session.session_id, "same")


def test_the_same_call_id_in_another_session_is_another_call(
    interviewing: Interviewing, session: Session
) -> None:
    other = interviewing.open_session("E1", session.plan, "embedded", "joe")
    ask(interviewing, session.session_id, JOINS, "same")
    assert ask(interviewing, other.session_id, CTES, "same") == {"ok": True, "number": 1, "of": 3}


@pytest.mark.parametrize("text", [JOINS.prompt, JOINS.rephrased, JOINS.follow_ups[0].prompt])
def test_a_question_repeated_rephrased_or_followed_up_keeps_its_number(
    interviewing: Interviewing, database: Database, session: Session, text: str
) -> None:
    first = ask(interviewing, session.session_id, JOINS)
    again = interviewing.log_question_asked(session.session_id, "again", text, "joins", "beginner")
    assert again == first
    assert len(questions.asked(database, session.session_id)) == 1


def test_the_answer_to_a_follow_up_extends_the_answer(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e1", "…", 0.5, "…")
    interviewing.log_question_asked(session.session_id, "f", JOINS.follow_ups[0].prompt, "joins", "beginner")
    interviewing.record_turn(session.session_id, said("c2", "Null padding."))
    interviewing.log_response_evaluation(session.session_id, "e2", "…", 1.0, "…")
    assert answers(database) == {"joins-left": "The unmatched rows.\nNull padding."}
    assert live_scores(database) == {"joins-left": 1.0}


def test_a_question_of_ones_own_asked_again_keeps_its_number(
    interviewing: Interviewing, session: Session
) -> None:
    own = (
        "How do you test a migration?",
        "How do you test a migration, then?",
        "how do you TEST a migration",
    )
    numbers = [
        interviewing.log_question_asked(session.session_id, f"c{n}", text, "joins", "beginner")["number"]
        for n, text in enumerate(own)
    ]
    assert numbers == [1, 2, 1]


def test_going_back_to_a_question_makes_it_the_current_one(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    ask(interviewing, session.session_id, CTES)
    ask(interviewing, session.session_id, JOINS, "back")
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows."))
    assert answers(database) == {"joins-left": "The unmatched rows."}


def test_a_question_beyond_the_planned_ones_is_counted_on_and_marked(
    interviewing: Interviewing, session: Session
) -> None:
    for question in (JOINS, CTES, INDEXES):
        ask(interviewing, session.session_id, question)
    fourth = interviewing.log_question_asked(
        session.session_id, "c", "How do you test one?", "joins", "beginner"
    )
    assert fourth == {"ok": True, "number": 4, "of": 4, "extra": True}


def test_after_the_end_no_question_can_be_asked(interviewing: Interviewing, session: Session) -> None:
    interviewing.close(session.session_id, SessionStatus.ABANDONED)
    with pytest.raises(InputError, match="has ended"):
        ask(interviewing, session.session_id, JOINS)


def test_an_evaluation_before_any_question_is_refused(interviewing: Interviewing, session: Session) -> None:
    with pytest.raises(InputError, match="No question was asked yet"):
        interviewing.log_response_evaluation(session.session_id, "e", "words", 0.5, "")


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan"), float("inf"), True, "0.5", None])
def test_a_score_that_is_none_is_refused_and_nothing_is_kept(
    interviewing: Interviewing, database: Database, session: Session, score: float
) -> None:
    ask(interviewing, session.session_id, JOINS)
    with pytest.raises(InputError, match="from 0 to 1"):
        interviewing.log_response_evaluation(session.session_id, "e", "words", score, "")
    assert live_scores(database) == {}


def test_a_live_score_is_kept_beside_the_authoritative_one(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    output = interviewing.log_response_evaluation(session.session_id, "e", "as the model heard", 0.3, "Live.")
    assert output == {"ok": True}
    assert database.read("SELECT live_text, live_score, live_feedback, score FROM interview_responses") == [
        {"live_text": "as the model heard", "live_score": 0.3, "live_feedback": "Live.", "score": 1.0}
    ]


def test_an_evaluation_logged_twice_is_kept_once(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    for score in (0.3, 0.9):
        interviewing.log_response_evaluation(session.session_id, "same", "", score, "")
    assert live_scores(database) == {"joins-left": 0.3}


def test_an_evaluation_logged_after_the_next_question_belongs_to_the_answer_that_waits_for_it(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows."))
    ask(interviewing, session.session_id, CTES)
    interviewing.log_response_evaluation(session.session_id, "e", "", 0.5, "")
    assert live_scores(database) == {"joins-left": 0.5}


def test_an_evaluation_of_a_skipped_question_belongs_to_that_question(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "The unmatched rows."))
    interviewing.log_response_evaluation(session.session_id, "e1", "", 0.5, "")
    ask(interviewing, session.session_id, CTES)
    interviewing.log_response_evaluation(session.session_id, "e2", "", 0.0, "Skipped.")
    assert live_scores(database) == {"joins-left": 0.5, "cte-why": 0.0}
