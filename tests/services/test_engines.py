from __future__ import annotations

from datetime import timedelta

import pytest

from athena.errors import NotFoundError
from athena.services.engines import EngineHistory, EngineUse
from athena.services.interviewing import Interviewing, Session
from athena.store.database import Database
from tests.services.small import AT

LATER = AT + timedelta(minutes=9)


@pytest.fixture
def engines(database: Database) -> EngineHistory:
    return EngineHistory(database, lambda: LATER)


def test_a_session_that_never_changed_has_the_engine_it_began_with(engines: EngineHistory, session: Session):
    assert engines.of(session.session_id) == [EngineUse("embedded", "joe", "", session.started_at)]


def test_a_change_is_kept_with_its_reason_and_the_session_names_the_new_engine(
    engines: EngineHistory, session: Session, interviewing: Interviewing
):
    changed = engines.change(session.session_id, "openai", "gpt-a", "The settings name another interviewer.")
    assert (changed.engine, changed.model) == ("openai", "gpt-a")
    assert interviewing.session(session.session_id) == changed
    assert engines.of(session.session_id) == [
        EngineUse("embedded", "joe", "", session.started_at),
        EngineUse("openai", "gpt-a", "The settings name another interviewer.", LATER),
    ]


def test_changes_follow_one_another(engines: EngineHistory, session: Session):
    engines.change(session.session_id, "openai", "gpt-a", "one")
    engines.change(session.session_id, "embedded", "joe", "two")
    assert [use.engine for use in engines.of(session.session_id)] == ["embedded", "openai", "embedded"]


def test_the_same_engine_again_is_no_change(engines: EngineHistory, session: Session):
    assert engines.change(session.session_id, "embedded", "joe", "again") == session
    assert len(engines.of(session.session_id)) == 1


def test_an_unknown_session_is_not_found(engines: EngineHistory):
    with pytest.raises(NotFoundError):
        engines.of("nothing")
