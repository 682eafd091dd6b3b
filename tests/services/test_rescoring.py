from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.evaluation import Evaluation
from athena.domain.interview import SessionStatus
from athena.domain.judgement import fallen_back
from athena.domain.questions import Question
from athena.errors import InputError, NotFoundError
from athena.services.interviewing import Interviewing, Session
from athena.services.rescoring import Rescoring
from athena.store.database import Database
from tests.services.fakes_evaluation import RecordingEvaluator
from tests.services.small import BANK, CTES, GOOD, JOINS, OFFLINE, ask, said, ticking


def generous(question: Question, text: str) -> Evaluation:
    """Another evaluator, which finds everything a little better."""
    given = OFFLINE(question, text)
    return replace(given, score=min(1.0, (given.score or 0) + 0.25), evaluator="generous")


@pytest.fixture
def ended(interviewing: Interviewing, session: Session) -> str:
    """An ended interview with answers worth a half and one."""
    for question, text in ((JOINS, "Only unmatched rows."), (CTES, GOOD["cte-why"])):
        ask(interviewing, session.session_id, question)
        interviewing.record_turn(session.session_id, said(f"c-{question.id}", text))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    return session.session_id


@pytest.fixture
def rescoring(database: Database) -> Rescoring:
    return Rescoring(database, BANK, now=ticking())


def kept(database: Database) -> list[tuple[str, float]]:
    rows = database.read("SELECT evaluator, score FROM response_evaluations ORDER BY score, evaluator")
    return [(row["evaluator"], row["score"]) for row in rows]


def counting(database: Database) -> list[float]:
    rows = database.read("SELECT score FROM interview_responses ORDER BY score")
    return [row["score"] for row in rows]


def test_new_evaluations_stand_beside_the_old_ones_and_count(
    rescoring: Rescoring, ended: str, database: Database
) -> None:
    rescoring.rescore(LOCAL, ended, generous)
    assert kept(database) == [("offline", 0.5), ("generous", 0.75), ("generous", 1.0), ("offline", 1.0)]
    assert counting(database) == [0.75, 1.0]


def test_the_report_follows(
    rescoring: Rescoring, ended: str, interviewing: Interviewing, database: Database
) -> None:
    rescoring.rescore(LOCAL, ended, generous)
    assert interviewing.report(ended).overall_score == 0.875
    assert database.read("SELECT overall_score FROM session_reports") == [{"overall_score": 0.875}]


def test_what_changed_is_told(rescoring: Rescoring, ended: str) -> None:
    first = rescoring.rescore(LOCAL, ended, generous)[0]
    assert (first.number, first.question_id, first.changed) == (1, JOINS.id, True)
    assert first.before is not None
    assert (first.before.score, first.after.score) == (0.5, 0.75)


def test_a_dry_run_tells_the_same_and_writes_nothing(
    rescoring: Rescoring, ended: str, database: Database
) -> None:
    version = database.data_version
    would = rescoring.rescore(LOCAL, ended, generous, dry_run=True)
    assert database.data_version == version
    assert would == rescoring.rescore(LOCAL, ended, generous)


def test_an_evaluator_that_says_the_same_changes_nothing(
    rescoring: Rescoring, ended: str, database: Database
) -> None:
    version = database.data_version
    assert not any(rescored.changed for rescored in rescoring.rescore(LOCAL, ended, OFFLINE))
    assert database.data_version == version


def test_a_model_that_fails_does_not_undo_what_it_said_before(
    rescoring: Rescoring, ended: str, database: Database
) -> None:
    rescoring.rescore(LOCAL, ended, generous)
    again = rescoring.rescore(LOCAL, ended, lambda question, text: fallen_back(OFFLINE(question, text)))
    assert not any(rescored.changed for rescored in again)
    assert counting(database) == [0.75, 1.0]


def test_only_unread_answers_are_read_when_that_is_asked(rescoring: Rescoring, ended: str) -> None:
    rescoring.rescore(LOCAL, ended, generous, unread_only=True)
    recording = RecordingEvaluator()
    assert rescoring.rescore(LOCAL, ended, recording, unread_only=True) == []
    assert recording.texts == []


def test_an_answer_that_changes_while_it_is_judged_is_left_to_its_new_words(
    rescoring: Rescoring, ended: str, interviewing: Interviewing, database: Database
) -> None:
    def slow(question: Question, text: str) -> Evaluation:
        if question is JOINS:
            interviewing.record_turn(ended, said("c-joins-left", GOOD["joins-left"]))
        return generous(question, text)

    rescored = rescoring.rescore(LOCAL, ended, slow)
    assert [one.question_id for one in rescored] == [CTES.id]
    assert counting(database) == [1.0, 1.0]


def test_late_words_are_not_judged_by_the_evaluation_of_the_old_ones(
    rescoring: Rescoring, ended: str, interviewing: Interviewing, database: Database
) -> None:
    rescoring.rescore(LOCAL, ended, generous)
    interviewing.record_turn(ended, said("c-joins-left", "Nothing of note."))
    assert counting(database) == [0.0, 1.0]


def test_a_late_turn_leaves_what_was_said_of_other_answers(
    rescoring: Rescoring, ended: str, interviewing: Interviewing, database: Database
) -> None:
    rescoring.rescore(LOCAL, ended, generous)
    interviewing.record_turn(ended, said("c-cte-why", "Just readable."))
    assert counting(database) == [0.5, 0.75]


def test_the_mark_of_a_fallback_outlives_a_refresh(
    rescoring: Rescoring, ended: str, interviewing: Interviewing
) -> None:
    rescoring.rescore(LOCAL, ended, lambda question, text: fallen_back(OFFLINE(question, text)))
    interviewing.record_turn(ended, said("c-cte-why", "Just readable."))
    assert interviewing.report(ended).items[0].flags == ("fallback",)


def test_a_running_interview_is_not_rescored(rescoring: Rescoring, session: Session) -> None:
    with pytest.raises(InputError, match="still runs"):
        rescoring.rescore(LOCAL, session.session_id, OFFLINE)


def test_an_unknown_interview_is_said_to_be_unknown(rescoring: Rescoring) -> None:
    with pytest.raises(NotFoundError):
        rescoring.rescore(LOCAL, "nothing", OFFLINE)


def test_only_ended_interviews_are_listed(
    rescoring: Rescoring, ended: str, interviewing: Interviewing
) -> None:
    interviewing.open_session("E1", interviewing.session(ended).plan, "embedded", "joe")
    assert rescoring.ended() == [ended]
