from __future__ import annotations

from functools import partial

import pytest

from athena.domain.interview import SessionStatus
from athena.domain.report import Band, ItemStatus
from athena.errors import InputError
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.fakes_evaluation import InterruptedEvaluator
from tests.services.small import CTES, GOOD, INDEXES, JOINS, PLAN, ask, interviewing_on, said, spoken
from tests.threads import in_threads

ANSWERS = {JOINS: GOOD["joins-left"], CTES: "Just readable.", INDEXES: "I don't know."}


@pytest.fixture
def answered(interviewing: Interviewing, session: Session) -> Session:
    """An interview with three answers worth 1, a half and nothing, still in progress."""
    for question, text in ANSWERS.items():
        ask(interviewing, session.session_id, question)
        interviewing.record_turn(session.session_id, spoken(f"i-{question.id}", question.prompt))
        interviewing.record_turn(session.session_id, said(f"c-{question.id}", text))
        interviewing.log_response_evaluation(session.session_id, f"e-{question.id}", text, 0.9, "Live.")
    return session


def stored(database: Database) -> list[dict[str, object]]:
    return database.read("SELECT overall_score, band, assessed_count, question_count FROM session_reports")


def test_the_report_is_the_arithmetic_of_the_stored_answers(
    interviewing: Interviewing, answered: Session
) -> None:
    interviewing.generate_session_report(answered.session_id, "g")
    report = interviewing.report(answered.session_id)
    assert [item.score for item in report.items] == [1.0, 0.5, 0.0]
    assert (report.overall_score, report.band) == (0.5, Band.DEVELOPING)


def test_a_report_counts_against_the_planned_questions(interviewing: Interviewing, session: Session) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c", GOOD["joins-left"]))
    interviewing.close(session.session_id, SessionStatus.ABANDONED)
    report = interviewing.report(session.session_id)
    assert (report.planned, report.overall_score, report.band) == (PLAN.question_count, 1.0, None)


def test_the_report_shows_each_answer_with_points_and_quotes(
    interviewing: Interviewing, answered: Session
) -> None:
    interviewing.generate_session_report(answered.session_id, "g")
    line = interviewing.report(answered.session_id).items[1]
    assert (line.question, line.answer) == (CTES.prompt, "Just readable.")
    assert [(point.point_id, point.quote) for point in line.met] == [("readable", "Just readable")]
    assert [point.point_id for point in line.missed] == ["recursive"]


def test_generating_completes_the_session_and_tells_no_score(
    interviewing: Interviewing, answered: Session
) -> None:
    assert interviewing.generate_session_report(answered.session_id, "g") == {"ok": True}
    session = interviewing.session(answered.session_id)
    assert session.status is SessionStatus.COMPLETED
    assert session.ended_at is not None
    assert session.ended_at > session.started_at


def test_the_stored_report_is_the_one_shown(
    interviewing: Interviewing, database: Database, answered: Session
) -> None:
    interviewing.generate_session_report(answered.session_id, "g")
    assert stored(database) == [
        {"overall_score": 0.5, "band": "developing", "assessed_count": 3, "question_count": 3}
    ]


def test_generating_twice_is_generating_once(
    interviewing: Interviewing, database: Database, answered: Session
) -> None:
    in_threads([partial(interviewing.generate_session_report, answered.session_id, "g")] * 6)
    ended = interviewing.session(answered.session_id).ended_at
    interviewing.generate_session_report(answered.session_id, "another")
    assert interviewing.session(answered.session_id).ended_at == ended
    assert len(stored(database)) == 1


def test_a_running_interview_has_no_report_yet(interviewing: Interviewing, answered: Session) -> None:
    with pytest.raises(InputError, match="still runs") as refused:
        interviewing.report(answered.session_id)
    assert refused.value.title == "Not yet"


def test_an_abandoned_interview_keeps_its_answers_and_reports_on_them(
    interviewing: Interviewing, database: Database, answered: Session
) -> None:
    interviewing.close(answered.session_id, SessionStatus.ABANDONED)
    assert interviewing.session(answered.session_id).status is SessionStatus.ABANDONED
    assert interviewing.report(answered.session_id).overall_score == 0.5
    assert len(stored(database)) == 1


def test_a_completed_interview_stays_completed(interviewing: Interviewing, answered: Session) -> None:
    interviewing.generate_session_report(answered.session_id, "g")
    interviewing.close(answered.session_id, SessionStatus.ABANDONED)
    assert interviewing.session(answered.session_id).status is SessionStatus.COMPLETED


def test_an_interview_cannot_be_closed_as_running(interviewing: Interviewing, session: Session) -> None:
    with pytest.raises(InputError, match="completed or as abandoned"):
        interviewing.close(session.session_id, SessionStatus.IN_PROGRESS)


def test_an_interview_abandoned_without_an_answer_stores_no_report_and_shows_that_nothing_was_assessed(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.close(session.session_id, SessionStatus.ABANDONED)
    report = interviewing.report(session.session_id)
    assert stored(database) == []
    assert (report.overall_score, report.items[0].status) == (None, ItemStatus.NOT_ASSESSED)
    assert "Nothing could be assessed" in report.assessment


def test_an_interview_completed_without_an_answer_says_that_nothing_could_be_assessed(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.generate_session_report(session.session_id, "g")
    assert database.read("SELECT overall_score, band, assessment FROM session_reports") == [
        {
            "overall_score": None,
            "band": None,
            "assessment": "Nothing could be assessed: no question was asked.",
        }
    ]


@pytest.mark.parametrize("status", [SessionStatus.COMPLETED, SessionStatus.ABANDONED])
def test_an_answer_corrected_while_the_report_is_made_is_reported_as_corrected(
    database: Database, status: SessionStatus
) -> None:
    evaluator = InterruptedEvaluator()
    interviewing = interviewing_on(database, evaluator)
    interviewing.admit("E1", "Jo")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    for question, text in ((JOINS, "Nothing special."), (CTES, GOOD["cte-why"])):
        ask(interviewing, session_id, question)
        interviewing.record_turn(session_id, said(f"c-{question.id}", text))
    interviewing.log_response_evaluation(session_id, "e", "", 0.5, "")
    corrected = said("c-joins-left", GOOD["joins-left"])
    evaluator.on = CTES
    evaluator.meanwhile = lambda: interviewing.record_turn(session_id, corrected)
    interviewing.close(session_id, status)
    assert [item.score for item in interviewing.report(session_id).items] == [1.0, 1.0]


def test_words_that_arrive_after_the_end_for_an_answer_that_began_before_change_the_report(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("late", ""))
    interviewing.generate_session_report(session.session_id, "g")
    interviewing.record_turn(session.session_id, said("late", GOOD["joins-left"]))
    assert interviewing.report(session.session_id).overall_score == 1.0
    assert stored(database)[0]["overall_score"] == 1.0
