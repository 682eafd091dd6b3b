from __future__ import annotations

from athena.domain.access import LOCAL
from athena.domain.interview import Channel, Speaker
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading, TranscriptLine
from athena.store.database import Database
from tests.services.small import CTES, JOINS, ask, said, spoken


def test_a_transcript_line_says_who_what_when_and_to_which_question(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, said("c1", "Unmatched rows.", 2000, interrupted=True))
    assert Reading(database).transcript(LOCAL, session.session_id) == [
        TranscriptLine("c1", Speaker.CANDIDATE, "Unmatched rows.", Channel.VOICE, 2000, 3000, True, 1, True)
    ]


def test_each_line_belongs_to_the_question_it_was_said_to(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.record_turn(session.session_id, spoken("i0", "Welcome."))
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, spoken("i1", JOINS.prompt))
    interviewing.record_turn(session.session_id, said("c1", "Unmatched rows."))
    ask(interviewing, session.session_id, CTES)
    interviewing.record_turn(session.session_id, spoken("i2", CTES.prompt))
    interviewing.generate_session_report(session.session_id, "g")
    interviewing.record_turn(session.session_id, spoken("i3", "Goodbye."))
    lines = Reading(database).transcript(LOCAL, session.session_id)
    assert [(line.item_id, line.question_number, line.in_answer) for line in lines] == [
        ("i0", None, False),
        ("i1", 1, False),
        ("c1", 1, True),
        ("i2", 2, False),
        ("i3", None, False),
    ]


def test_an_item_without_words_is_no_line(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    interviewing.record_turn(session.session_id, said("c1", ""))
    assert Reading(database).transcript(LOCAL, session.session_id) == []


def test_the_list_is_empty_before_the_first_interview(database: Database) -> None:
    assert Reading(database).recent(LOCAL) == []


def test_the_data_version_moves_when_something_is_said(
    interviewing: Interviewing, database: Database, session: Session
) -> None:
    reading = Reading(database)
    before = reading.data_version
    interviewing.record_turn(session.session_id, said("c1", "Words."))
    assert reading.data_version > before
