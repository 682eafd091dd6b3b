"""The page Data and privacy, for everybody and for who manages it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import INVITED, PERMISSIONS, Role, Viewer
from athena.store import traces
from athena.ui import access
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import press, words
from tests.services.whole import ID, NAME, fill

MakeApp = Callable[..., FakeApp]
PRIVACY = str(Path(SHELL).parent / "pages" / "privacy.py")


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path) -> FakeApp:
    app = make_app(
        DATABASE_URL=f"duckdb:///{tmp_path}/a.duckdb",
        ATHENA_CONTACT="privacy@example.org",
        ATHENA_KEEP_QUERIES="10",
        ATHENA_KEEP_TRANSCRIPTS="0",
    )
    fill(app.database)
    return app


def opened(monkeypatch: pytest.MonkeyPatch, viewer: Viewer | None = None) -> AppTest:
    if viewer is not None:
        monkeypatch.setattr(access, "viewer", lambda: viewer)
    return AppTest.from_file(PRIVACY, default_timeout=30).run()


def labels(visit: AppTest) -> set[str]:
    return {button.label for button in visit.button}


def test_everybody_who_may_take_an_interview_reads_what_is_kept_and_whom_to_ask(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = opened(monkeypatch, Viewer("E5", "Jo", INVITED, invitation_id="x"))
    assert not visit.exception
    text = words(visit)
    assert "Data and privacy" in text
    assert "privacy\\@example\\.org" in text
    assert "Nothing\\. Interviewer" in text
    assert visit.get("download_button")
    assert labels(visit) == set()
    assert not visit.text_input


def test_who_manages_privacy_sees_what_is_kept_of_a_person_and_erases_with_the_id_typed(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = opened(monkeypatch)
    visit.text_input[0].input(ID.lower()).run()
    assert NAME in words(visit)
    press(visit, "Erase everything")
    assert "once more to confirm" in visit.error[0].value
    visit.text_input[1].input(ID)
    press(visit, "Erase everything")
    assert "rows were erased" in visit.success[0].value
    assert traces.of_person(app.database, ID).count(app.database) == {}
    visit.text_input[0].input(ID).run()
    assert "Nothing is kept" in words(visit)


def test_what_is_due_is_shown_and_taken_out(app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = opened(monkeypatch)
    assert any("Queries on the SQL page" in str(frame.value) for frame in visit.dataframe)
    press(visit, "Take it out now")
    assert "were taken out" in visit.success[0].value
    assert "Nothing is kept longer" in words(visit)


def test_a_backup_that_cannot_be_made_is_told_in_words(app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = opened(monkeypatch)
    assert "not encrypted" in words(visit)
    press(visit, "Back up now")
    assert "in memory" in visit.error[0].value


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.CANDIDATE])
def test_nobody_else_sees_what_administrators_do(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    visit = opened(monkeypatch, Viewer("E5", "Jo", PERMISSIONS[role], role))
    assert labels(visit) == set()
    assert not visit.text_input
