from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.access import LOCAL, Viewer
from athena.domain.audit import Action
from athena.errors import AccessError, InputError, NotFoundError
from athena.services.templates import Templates
from athena.store.database import Database
from tests.services.inviting import WANTED, Desk

NOBODY = Viewer("E9", "", frozenset())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_new_template_is_its_first_version_and_comes_back_as_it_was_kept(desk: Desk) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    assert template == replace(
        WANTED, template_id=template.template_id, version=1, created_at=desk.clock.now, created_by="local"
    )
    assert desk.templates.newest(LOCAL) == [template]


def test_a_change_makes_a_new_version_and_keeps_the_old_one(desk: Desk) -> None:
    first = desk.templates.create(LOCAL, WANTED)
    second = desk.templates.change(LOCAL, first.template_id, replace(first, question_count=6))
    assert desk.templates.versions(LOCAL, first.template_id) == [second, first]
    assert desk.templates.newest(LOCAL) == [second]


def test_keeping_the_same_again_makes_no_version(desk: Desk) -> None:
    first = desk.templates.create(LOCAL, WANTED)
    desk.clock.pass_days(1)
    assert desk.templates.change(LOCAL, first.template_id, WANTED) == first


def test_a_template_that_cannot_be_is_not_kept(desk: Desk) -> None:
    with pytest.raises(InputError):
        desk.templates.create(LOCAL, replace(WANTED, question_count=13))
    assert desk.templates.newest(LOCAL) == []


def test_a_retired_template_comes_last_until_it_is_restored(desk: Desk) -> None:
    one = desk.templates.create(LOCAL, replace(WANTED, name="A"))
    other = desk.templates.create(LOCAL, replace(WANTED, name="B"))
    desk.templates.retire(LOCAL, one.template_id)
    desk.templates.retire(LOCAL, one.template_id)
    assert desk.templates.newest(LOCAL) == [other, replace(one, retired=True)]
    desk.templates.restore(LOCAL, one.template_id)
    assert desk.templates.newest(LOCAL) == [one, other]


@pytest.mark.parametrize("wrong", ["", "x", "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_a_template_that_is_not_there_is_not_found(desk: Desk, wrong: str) -> None:
    with pytest.raises(NotFoundError):
        desk.templates.change(LOCAL, wrong, WANTED)


def test_only_who_may_launch_sees_and_changes_templates(desk: Desk) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    with pytest.raises(AccessError):
        desk.templates.newest(NOBODY)
    with pytest.raises(AccessError):
        desk.templates.versions(NOBODY, template.template_id)
    with pytest.raises(AccessError):
        desk.templates.create(NOBODY, WANTED)
    with pytest.raises(AccessError):
        desk.templates.change(NOBODY, template.template_id, WANTED)
    with pytest.raises(AccessError):
        desk.templates.retire(NOBODY, template.template_id)
    with pytest.raises(AccessError):
        desk.templates.restore(NOBODY, template.template_id)


def test_changes_are_in_the_audit_log(desk: Desk) -> None:
    template = desk.templates.create(LOCAL, WANTED)
    desk.templates.change(LOCAL, template.template_id, replace(WANTED, question_count=6))
    entries = desk.audit.entries(LOCAL, actions=(Action.SETTING_CHANGE,))
    assert {(entry.detail["what"], entry.detail["version"]) for entry in entries} == {
        ("template created", "1"),
        ("template changed", "2"),
    }


def test_without_a_key_no_template_asks_for_sound(desk: Desk) -> None:
    keyless = Templates(desk.database, desk.audit, can_keep_audio=False)
    with pytest.raises(InputError, match="ATHENA_ENCRYPTION_KEY"):
        keyless.create(LOCAL, replace(WANTED, keep_audio=True))
    made = keyless.create(LOCAL, WANTED)
    with pytest.raises(InputError, match="ATHENA_ENCRYPTION_KEY"):
        keyless.change(LOCAL, made.template_id, replace(WANTED, keep_audio=True))
