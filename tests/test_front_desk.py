"""Whose sound is stored, and what becomes of interviews that nobody comes back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from athena.config import Settings
from athena.domain.access import LOCAL
from athena.domain.invitations import InvitationStatus
from athena.domain.templates import Template
from athena.front_desk import FrontDesk
from athena.services.interviewing import Interviewing
from athena.services.templates import Templates
from athena.store.database import Database
from tests.services.inviting import WANTED
from tests.services.small import BANK, OFFLINE, PLAN, interviewing_on

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database.open(":memory:")
    yield database
    database.close()


def invited(database: Database, desk: FrontDesk, wanted: Template) -> str:
    """Begin an invited interview and return its session."""
    interviewing = interviewing_on(database)
    interviewing.admit("E1", "Jo Lee")
    template = Templates(database, desk.audit).create(LOCAL, wanted)
    [link] = desk.inviting.create(LOCAL, template.template_id, ["E1"]).links
    session = interviewing.open_session("E1", PLAN, "embedded", "joe")
    desk.invitations.begun(link.invitation.invitation_id, session.session_id)
    return session.session_id


def recorded(database: Database, folder: Path, wanted: Template | None, **settings: str) -> bool:
    """Whether the sound of an interview is stored; without a template it is nobody's invitation."""
    location = {"DATABASE_URL": f"duckdb:///{folder}/a.duckdb"}
    desk = FrontDesk(Settings.model_validate(location | settings), database)
    try:
        session_id = invited(database, desk, wanted or WANTED)
        if wanted is None:
            with database.transaction() as tx:
                tx.run("DELETE FROM invitations")
        recorder = desk.recorder(session_id)
        return recorder is not None and bool(list(folder.rglob("*.sealed")))
    finally:
        desk.close()


def test_sound_is_stored_where_the_template_says_so_and_there_is_a_key(
    database: Database, tmp_path: Path
) -> None:
    assert recorded(database, tmp_path, replace(WANTED, keep_audio=True), ATHENA_ENCRYPTION_KEY=KEY)


def test_without_a_key_the_interview_is_held_and_not_recorded(database: Database, tmp_path: Path) -> None:
    assert not recorded(database, tmp_path, replace(WANTED, keep_audio=True))


def test_other_templates_and_interviews_without_an_invitation_are_not_recorded(
    database: Database, tmp_path: Path
) -> None:
    assert not recorded(database, tmp_path, WANTED, ATHENA_ENCRYPTION_KEY=KEY)
    assert not recorded(database, tmp_path, None, ATHENA_ENCRYPTION_KEY=KEY)


def test_an_invited_interview_that_nobody_comes_back_to_is_ended_and_the_board_knows(
    database: Database,
) -> None:
    desk = FrontDesk(Settings.model_validate({"ATHENA_OPEN_SESSION_HOURS": "1"}), database)
    session_id = invited(database, desk, WANTED)  # on a clock of last spring
    interviewing = Interviewing(database, BANK, evaluator=OFFLINE, on_ended=desk.ended)
    assert desk.clean_up(interviewing, lambda _: False).run() == [session_id]
    invitation = desk.invitations.of_session(session_id)
    assert invitation is not None
    assert invitation.status is InvitationStatus.FAILED
    desk.close()


def test_cleaning_comes_round_by_itself(database: Database) -> None:
    desk = FrontDesk(Settings(), database)
    desk.clean_up(interviewing_on(database), lambda _: False)
    assert "cleaning" in desk.schedule.names
    desk.close()
