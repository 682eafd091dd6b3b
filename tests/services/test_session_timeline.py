from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.services.engines import EngineUse
from athena.services.interviewing import Interviewing, Session
from athena.services.reading import Reading
from athena.services.session_timeline import Happening, timeline
from athena.services.session_view import SessionView
from athena.store.database import Database
from athena.store.pad_runs import PadRun
from tests.services.small import CTES, JOINS, ask, said, spoken


@pytest.fixture
def view(database: Database, interviewing: Interviewing, session: Session) -> SessionView:
    """Two questions; the first was answered in two goes, the second of them cut short."""
    ask(interviewing, session.session_id, JOINS)
    interviewing.record_turn(session.session_id, spoken("i1", JOINS.prompt, 1000))
    interviewing.record_turn(session.session_id, said("c1", "Well, unmatched", 4000))
    interviewing.record_turn(session.session_id, said("c2", "rows and null padding.", 9000, interrupted=True))
    ask(interviewing, session.session_id, CTES)
    interviewing.record_turn(session.session_id, spoken("i2", CTES.prompt, 20_000))
    interviewing.close(session.session_id, SessionStatus.COMPLETED)
    found = Reading(database).view(LOCAL, session.session_id)
    end = found.session.started_at + timedelta(minutes=1)
    return replace(found, session=replace(found.session, ended_at=end))


def test_questions_answers_interruptions_and_the_end_come_in_the_order_of_time(view: SessionView) -> None:
    assert [(one.at_ms, one.kind, one.question, one.line) for one in timeline(view)] == [
        (1000, Happening.ASKED, 1, 1),
        (4000, Happening.ANSWERED, 1, 2),
        (10_000, Happening.INTERRUPTED, 1, 3),
        (20_000, Happening.ASKED, 2, 4),
        (60_000, Happening.ENDED, None, None),
    ]


def test_a_change_of_engine_stands_where_it_happened_with_its_reason(view: SessionView) -> None:
    began = view.session.started_at
    first = EngineUse("openai", "m", "", began)
    second = EngineUse("embedded", "joe", "No credit.", began + timedelta(seconds=15))
    moments = timeline(replace(view, engines=(first, second)))
    (changed,) = [one for one in moments if one.kind is Happening.ENGINE]
    assert (changed.at_ms, changed.detail) == (15_000, "embedded, joe: No credit.")
    assert moments.index(changed) == 3


def test_a_query_of_the_pad_stands_where_it_was_run(view: SessionView) -> None:
    at = view.session.started_at + timedelta(seconds=30)
    run = PadRun("r", view.session.session_id, "q", "submit", "SELECT 1", "not_run", 0.0, "No.", 1.0, at)
    moments = timeline(replace(view, answers=(replace(view.answers[0], runs=(run,)),)))
    (written,) = [one for one in moments if one.kind is Happening.PAD]
    assert (written.at_ms, written.detail, written.question) == (30_000, "Handed in: not run", 1)


def test_a_session_that_just_began_has_an_empty_timeline(view: SessionView) -> None:
    begun = replace(view, session=replace(view.session, ended_at=None), transcript=(), answers=())
    assert timeline(begun) == []
