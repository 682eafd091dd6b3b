"""The SQL pad inside an interview, on a real sandbox."""

from __future__ import annotations

import pytest

from athena.domain.access import LOCAL
from athena.domain.evaluation import Verdict
from athena.domain.interview import SessionStatus
from athena.domain.pad import read_pad_note
from athena.errors import InputError, NotFoundError
from athena.grading.bench import QueryBench
from athena.sandbox.values import Cancel, QueryFault
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing, Session
from athena.services.pad import Pad
from athena.services.reading import Reading
from athena.services.review import ReviewDesk
from athena.store.database import Database
from tests.services.small import CTES, PLAN, ask, said, ticking
from tests.services.small_tasks import ALSO_RIGHT, ATTACK, INNER, RIGHT, TYPED, TYPED_BANK

SPOKEN = "The unmatched customers are kept by the left join, with null padding."


@pytest.fixture
def interviewing(database: Database) -> Interviewing:
    return Interviewing(database, TYPED_BANK, evaluator=offline_evaluator(TYPED_BANK), now=ticking())


@pytest.fixture
def session(interviewing: Interviewing) -> Session:
    """An interview of Jo in which a query was asked for."""
    interviewing.admit("E1", "Jo Lee", "Data")
    session = interviewing.open_session("E1", PLAN, "embedded", "joe")
    ask(interviewing, session.session_id, TYPED)
    return session


@pytest.fixture
def pad(database: Database, bench: QueryBench) -> Pad:
    return Pad(database, TYPED_BANK, bench, now=ticking())


def score(interviewing: Interviewing, session: Session) -> float | None:
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    return interviewing.report(session.session_id).items[0].score


def test_the_pad_shows_the_task_with_its_sample(pad: Pad, session: Session) -> None:
    task = pad.task(session.session_id)
    assert task
    assert task.statement == "Return `id` and the number of orders of every customer."
    assert [table.name for table in task.tables] == ["customers", "orders"]
    assert (task.code, task.submitted) == ("", False)


def test_a_cancelled_query_is_not_handed_in(pad: Pad, session: Session) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(QueryFault, match="cancelled"):
        pad.submit(session.session_id, RIGHT, cancel=cancel)
    assert pad.runs(session.session_id) == []


def test_a_question_by_voice_has_no_pad(pad: Pad, session: Session, interviewing: Interviewing) -> None:
    ask(interviewing, session.session_id, CTES)
    assert pad.task(session.session_id) is None
    with pytest.raises(InputError, match="by voice"):
        pad.run(session.session_id, RIGHT)


def test_a_run_shows_its_result_and_says_that_it_is_right(pad: Pad, session: Session) -> None:
    outcome = pad.run(session.session_id, ALSO_RIGHT)
    assert outcome.table
    assert sorted(outcome.table.rows) == [(1, 2), (2, 1)]
    assert outcome.words == "The query ran, and on the sample its result is the expected one."


def test_a_run_that_is_wrong_is_told_by_its_first_difference(pad: Pad, session: Session) -> None:
    words = pad.run(session.session_id, "SELECT id FROM customers").words
    assert words.startswith("The query ran, but")
    assert "Expected 2 columns, got 1." in words


def test_a_run_with_a_typo_is_told_in_the_databases_words(pad: Pad, session: Session) -> None:
    outcome = pad.run(session.session_id, "SELEC 1")
    assert outcome.table is None
    assert outcome.words.startswith("The query did not run: ")


@pytest.mark.parametrize("sql", [INNER, "SELECT 1", "SELEC", ATTACK])
def test_no_words_hold_a_reference_query(pad: Pad, session: Session, sql: str) -> None:
    words = pad.run(session.session_id, sql).words + pad.submit(session.session_id, sql).words
    assert "LEFT JOIN" not in words
    assert "SELECT count" not in words


def test_every_run_is_part_of_the_record(pad: Pad, session: Session) -> None:
    first = pad.run(session.session_id, INNER)
    second = pad.submit(session.session_id, RIGHT)
    assert pad.runs(session.session_id) == [first.run, second.run]
    assert [run.kind for run in pad.runs(session.session_id)] == ["run", "submit"]


def test_the_pad_opens_again_with_what_was_typed_last(pad: Pad, session: Session) -> None:
    pad.submit(session.session_id, INNER)
    task = pad.task(session.session_id)
    assert task
    assert (task.code, task.submitted) == (INNER, True)


def test_handing_in_a_right_query_is_a_full_answer(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    outcome = pad.submit(session.session_id, RIGHT)
    assert outcome.evaluation
    assert outcome.evaluation.score == 1.0
    assert outcome.words == "The query was handed in and is right on all data."
    assert score(interviewing, session) == 1.0


def test_a_query_that_is_right_in_part_earns_part(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    given = pad.submit(session.session_id, INNER).evaluation
    assert given
    assert given.score is not None
    assert 0 < given.score < 0.6
    assert {point.point_id: point.credit for point in given.points}["nobody"] == 0
    assert score(interviewing, session) == given.score


def test_handing_in_again_replaces_the_answer(pad: Pad, session: Session, interviewing: Interviewing) -> None:
    pad.submit(session.session_id, ATTACK)
    pad.submit(session.session_id, RIGHT)
    assert score(interviewing, session) == 1.0


@pytest.mark.parametrize("spoken_first", [True, False])
def test_words_beside_a_query_are_evaluated_apart(
    pad: Pad, session: Session, interviewing: Interviewing, spoken_first: bool
) -> None:
    def speak() -> None:
        interviewing.record_turn(session.session_id, said("c1", SPOKEN))

    def hand_in() -> None:
        pad.submit(session.session_id, INNER)

    for step in (speak, hand_in) if spoken_first else (hand_in, speak):
        step()
    task = pad.task(session.session_id)
    assert task
    by_query = score(interviewing, session)
    explained = pad.explanation(task.question_id)
    assert explained
    assert explained.score == 1.0
    assert by_query is not None
    assert by_query < 0.6


def test_words_alone_do_not_answer_a_question_for_a_query(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    interviewing.record_turn(session.session_id, said("c1", SPOKEN))
    assert score(interviewing, session) is None


def test_the_report_shows_the_query_with_the_words(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    interviewing.record_turn(session.session_id, said("c1", SPOKEN))
    pad.submit(session.session_id, RIGHT)
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    answer = interviewing.report(session.session_id).items[0].answer
    assert answer == f"{RIGHT}\n\n{SPOKEN}"


def test_a_person_can_overrule_the_score_of_a_query(
    pad: Pad, session: Session, interviewing: Interviewing, database: Database
) -> None:
    pad.submit(session.session_id, INNER)
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    desk = ReviewDesk(database)
    desk.override_verdicts(
        LOCAL, session.session_id, 1, {"nobody": Verdict.MET}, reason="It was meant so.", reviewer="E9"
    )
    (item,) = interviewing.report(session.session_id).items
    assert item.answer == INNER
    assert item.score is not None
    assert item.score > 0.4


def test_nothing_is_run_after_the_end(pad: Pad, session: Session, interviewing: Interviewing) -> None:
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    for use in (pad.run, pad.submit):
        with pytest.raises(InputError, match="ended"):
            use(session.session_id, RIGHT)
    assert pad.runs(session.session_id) == []


def test_an_unknown_session_is_not_found(pad: Pad) -> None:
    with pytest.raises(NotFoundError):
        pad.task("nowhere")


def test_an_empty_pad_cannot_be_handed_in(pad: Pad, session: Session) -> None:
    with pytest.raises(InputError, match="Write a query"):
        pad.submit(session.session_id, "  ")


def test_what_was_run_is_replayed_between_the_words_it_came_between(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    interviewing.record_turn(session.session_id, said("c1", SPOKEN))
    run = pad.run(session.session_id, INNER)
    interviewing.record_turn(session.session_id, said("c2", SPOKEN))
    handed_in = pad.submit(session.session_id, RIGHT)
    *_, first, note, second, last = interviewing.history(session.session_id)
    assert [item.item_id for item in (first, note, second, last)] == [
        "c1",
        run.item_id,
        "c2",
        handed_in.item_id,
    ]
    assert (note.kind, note.text) == ("note", run.note)
    assert len(run.item_id) <= 32


def test_the_interviewer_is_told_on_how_much_of_the_data_a_query_is_right(pad: Pad, session: Session) -> None:
    run = read_pad_note(pad.run(session.session_id, INNER).note)
    handed_in = read_pad_note(pad.submit(session.session_id, INNER).note)
    right = read_pad_note(pad.submit(session.session_id, RIGHT).note)
    assert run
    assert handed_in
    assert right
    assert (run.submitted, run.share) == (False, 1.0)
    assert 0 < handed_in.share < 1
    assert (right.submitted, right.passed) == (True, True)


def test_a_run_comes_with_what_was_expected_and_where_it_is_at_fault(pad: Pad, session: Session) -> None:
    wrong = pad.run(session.session_id, "SELECT id FROM customers")
    broken = pad.run(session.session_id, "SELECT nothing FROM customers")
    assert wrong.expected
    assert sorted(wrong.expected.rows) == [(1, 2), (2, 1)]
    assert broken.fault
    assert broken.fault.line == 1


def test_asking_for_a_query_says_so_and_has_its_data_prepared(database: Database) -> None:
    prepared: list[str] = []
    interviewing = Interviewing(
        database, TYPED_BANK, evaluator=offline_evaluator(TYPED_BANK), on_query_asked=prepared.append
    )
    interviewing.admit("E1", "Jo Lee")
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    asked = [
        interviewing.log_question_asked(session_id, q.id, q.prompt, q.category, q.difficulty)
        for q in (CTES, TYPED)
    ]
    assert [output.get("pad") for output in asked] == [None, True]
    assert prepared == [TYPED.id]


def test_data_that_was_prepared_is_there_when_the_pad_opens(pad: Pad, session: Session) -> None:
    pad.prepare(TYPED.id)
    pad.prepare("unknown")
    pad.close()
    pad.prepare(TYPED.id)  # after the end it is left
    assert pad.task(session.session_id)


def test_the_interviewers_own_score_never_takes_the_place_of_the_querys(
    pad: Pad, session: Session, interviewing: Interviewing
) -> None:
    pad.submit(session.session_id, RIGHT)
    interviewing.record_turn(session.session_id, said("c1", "I guessed."))
    interviewing.log_response_evaluation(session.session_id, "e1", "I guessed.", 0.0, "No.")
    assert score(interviewing, session) == 1.0


def test_a_sessions_page_has_query_and_explanation_apart(
    pad: Pad, session: Session, interviewing: Interviewing, database: Database
) -> None:
    interviewing.record_turn(session.session_id, said("c1", SPOKEN))
    pad.run(session.session_id, INNER)
    pad.submit(session.session_id, INNER)
    by_query = score(interviewing, session)
    (answer,) = Reading(database).view(LOCAL, session.session_id).answers
    assert answer.by_query
    assert [run.kind for run in answer.runs] == ["run", "submit"]
    assert answer.explanation
    assert answer.explanation.score == 1.0
    assert answer.item.score == by_query != 1.0
