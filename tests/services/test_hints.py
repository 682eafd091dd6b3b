from __future__ import annotations

import pytest

from athena.domain.interview import Channel, SessionStatus
from athena.services.hints import hints_given
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.small import CTES, GOOD, JOINS, ask, said, spoken


@pytest.mark.parametrize(
    ("said_by_the_interviewer", "given"),
    [
        (["Of course. Think of padding!"], 1),
        (["think of PADDING", "Think of padding."], 1),
        (["Think of padding and think of unmatched."], 2),
        (["Think of.", "Padding is fine."], 0),
        (["Rethink of padding.", "Think of paddings."], 0),
        ([], 0),
    ],
)
def test_hints_are_counted_by_their_whole_words(said_by_the_interviewer: list[str], given: int) -> None:
    assert hints_given(["Think of padding.", "Think of unmatched."], said_by_the_interviewer) == given


def test_no_hint_is_given_where_a_hint_has_no_words() -> None:
    assert hints_given(["", "…"], ["Anything at all."]) == 0


def test_an_ended_interview_knows_its_hints_by_question_and_how_it_was_held(
    database: Database, interviewing: Interviewing, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, spoken("i1", "Here is a hint: think of padding."))
    interviewing.record_turn(session.session_id, said("c1", GOOD["joins-left"]))
    ask(interviewing, session.session_id, CTES)
    interviewing.record_turn(session.session_id, said("c2", "Think of recursive."))
    assert interviewing.session(session.session_id).mode is None
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    kept = database.read("SELECT ordinal, hints FROM interview_questions ORDER BY ordinal")
    assert [row["hints"] for row in kept] == [1, 0]
    assert interviewing.session(session.session_id).mode is Channel.VOICE


def test_an_interview_in_which_nobody_answered_has_no_mode(
    interviewing: Interviewing, session: Session
) -> None:
    interviewing.close(session.session_id, SessionStatus.ABANDONED)
    assert interviewing.session(session.session_id).mode is None


def test_a_role_is_optional_and_kept_with_the_person(interviewing: Interviewing) -> None:
    admitted = interviewing.admit("E7", "Ada", "Data", "  Data   engineer ")
    assert (admitted.role_title, interviewing.find_employee("e7")) == ("Data engineer", admitted)
