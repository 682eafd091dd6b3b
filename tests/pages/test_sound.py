"""The recording of a session on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from athena.domain.access import LOCAL
from athena.domain.audit import Action
from athena.domain.questions import Bank
from tests.pages.fakes import FakeApp, MakeApp
from tests.pages.test_sessions import interview, sessions
from tests.pages.walking import labels, press, words

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path) -> FakeApp:
    return make_app(DATABASE_URL=f"duckdb:///{tmp_path}/a.duckdb", ATHENA_ENCRYPTION_KEY=KEY)


def record(app: FakeApp, session_id: str) -> None:
    recorder = app.desk.custody.recordings.begin(session_id)
    with app.database.transaction() as tx:
        tx.run("UPDATE recordings SET starts_ms = 0")  # from the beginning of what was said
    recorder.push(bytes(48 * 3000))
    recorder.close()


def test_an_answer_is_played_when_it_is_asked_for_and_that_is_noted(app: FakeApp, bank: Bank) -> None:
    session_id = interview(app, bank, "It keeps every row.")
    record(app, session_id)
    visit = sessions(session_id)
    assert "Recording" in words(visit)
    assert not visit.get("audio")
    press(visit, "Listen")
    assert visit.get("audio")
    [entry] = app.desk.audit.entries(LOCAL, actions=(Action.ACCESS,))
    assert entry.subject == session_id


def test_without_a_recording_nothing_is_said_of_one(app: FakeApp, bank: Bank) -> None:
    visit = sessions(interview(app, bank, "It keeps every row."))
    assert "Listen" not in labels(visit)
