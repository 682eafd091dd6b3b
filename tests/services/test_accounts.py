from __future__ import annotations

from datetime import timedelta

import pytest

from athena.domain.access import INVITED, LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.accounts import LinkKind
from athena.domain.audit import Action
from athena.errors import AccessError, CredentialsError, InputError, NotFoundError
from athena.store.database import Database
from tests.services.front import PASSWORD, Front

ADMIN = Viewer("boss", "Ada", PERMISSIONS[Role.ADMIN], Role.ADMIN)
CANDIDATE = Viewer("E1", "Jo", PERMISSIONS[Role.CANDIDATE], Role.CANDIDATE)


@pytest.fixture
def front(nobody_there: Database) -> Front:
    return Front(nobody_there)


def test_an_added_account_waits_for_its_person(front: Front) -> None:
    account = front.accounts.add(ADMIN, "E1", Role.ANALYST, name="Jo Lee", department="Data")
    assert (account.name, account.department, account.role) == ("Jo Lee", "Data", Role.ANALYST)
    assert not account.can_sign_in


def test_a_known_employee_keeps_the_name(front: Front) -> None:
    front.person("E1")
    with pytest.raises(InputError, match="E1 has an account already"):
        front.accounts.add(ADMIN, "e1", Role.ADMIN, name="Somebody Else")
    assert front.accounts.of(ADMIN, "e1").name == "Jo E1"


def test_somebody_unknown_needs_a_name(front: Front) -> None:
    with pytest.raises(InputError, match="give your name"):
        front.accounts.add(ADMIN, "E1", Role.ANALYST)


@pytest.mark.parametrize("viewer", [CANDIDATE, Viewer("E1", "Jo", INVITED), Viewer("", "", frozenset())])
def test_only_administrators_manage_accounts(front: Front, viewer: Viewer) -> None:
    front.person("E1")
    front.person("E2")
    for attempt in (
        lambda: front.accounts.everybody(viewer),
        lambda: front.accounts.of(viewer, "E2"),
        lambda: front.accounts.add(viewer, "E3", Role.ADMIN, name="Eve"),
        lambda: front.accounts.change_role(viewer, "E1", Role.ADMIN),
        lambda: front.accounts.deactivate(viewer, "E2"),
        lambda: front.accounts.activate(viewer, "E2"),
        lambda: front.accounts.change_profile(viewer, "E2", name="Eve"),
        lambda: front.accounts.make_link(viewer, "E2"),
        lambda: front.accounts.sign_out_everywhere(viewer, "E2"),
    ):
        with pytest.raises(AccessError):
            attempt()


def test_people_see_and_change_themselves(front: Front) -> None:
    front.person("E1")
    front.accounts.change_profile(
        CANDIDATE,
        "E1",
        name="Jo  Lee-Smith",
        department="Finance",
        role_title="Controller",
        time_zone="Asia/Tokyo",
        language="ja",
    )
    mine = front.accounts.of(CANDIDATE, "e1")
    assert (mine.name, mine.department, mine.role_title) == ("Jo Lee-Smith", "Finance", "Controller")
    assert (mine.time_zone, mine.language) == ("Asia/Tokyo", "ja")


def test_a_profile_that_will_not_do_changes_nothing(front: Front) -> None:
    front.person("E1")
    with pytest.raises(InputError, match="no time zone"):
        front.accounts.change_profile(CANDIDATE, "E1", name="Jo Smith", time_zone="Mars/Olympus")
    assert front.accounts.of(CANDIDATE, "E1").name == "Jo E1"


def test_everybody_is_listed_by_name(front: Front) -> None:
    for employee_id in ("E3", "E1", "E2"):
        front.person(employee_id)
    assert [account.employee_id for account in front.accounts.everybody(ADMIN)] == ["E1", "E2", "E3"]


def test_the_last_administrator_stays_one(front: Front) -> None:
    front.person("A1", Role.ADMIN)
    front.accounts.add(ADMIN, "A2", Role.ADMIN, name="Never Registered")
    for attempt in (
        lambda: front.accounts.change_role(ADMIN, "a1", Role.MANAGER),
        lambda: front.accounts.deactivate(ADMIN, "A1"),
    ):
        with pytest.raises(InputError, match="only administrator who can sign in"):
            attempt()
    assert front.accounts.of(ADMIN, "A1").can_sign_in


def test_of_two_administrators_one_may_go(front: Front) -> None:
    front.person("A1", Role.ADMIN)
    front.person("A2", Role.ADMIN)
    front.accounts.deactivate(ADMIN, "A1")
    with pytest.raises(InputError, match="only administrator"):
        front.accounts.change_role(ADMIN, "A2", Role.CANDIDATE)


def test_a_new_role_is_audited_with_the_old_one_and_nothing_is_when_nothing_changes(front: Front) -> None:
    front.person("E1", Role.ANALYST)
    front.accounts.change_role(ADMIN, "E1", Role.ANALYST)
    front.accounts.change_role(ADMIN, "E1", Role.MANAGER)
    [entry] = front.noted(Action.ROLE_CHANGE)
    assert (entry.actor, entry.subject) == ("boss", "E1")
    assert entry.detail == {"from": "analyst", "to": "manager"}


def test_a_closed_account_has_no_way_in(front: Front) -> None:
    front.person("E1")
    _, token = front.accounts.make_link(ADMIN, "E1")
    front.accounts.deactivate(ADMIN, "E1")
    with pytest.raises(CredentialsError):
        front.credentials.check("E1", PASSWORD)
    with pytest.raises(NotFoundError):
        front.credentials.holder(token, LinkKind.RESET)
    with pytest.raises(InputError, match="Open it again"):
        front.accounts.make_link(ADMIN, "E1")


def test_an_account_that_was_opened_again_has_its_old_password(front: Front) -> None:
    front.person("E1")
    front.accounts.deactivate(ADMIN, "E1")
    front.accounts.activate(ADMIN, "E1")
    assert front.credentials.check("E1", PASSWORD).active


def test_the_kind_of_a_link_follows_from_whether_there_is_a_password(front: Front) -> None:
    front.accounts.add(ADMIN, "E1", Role.ANALYST, name="Jo")
    front.person("E2")
    kinds = [front.accounts.make_link(ADMIN, employee_id)[0] for employee_id in ("E1", "E2")]
    assert kinds == [LinkKind.REGISTER, LinkKind.RESET]


def test_a_newer_link_replaces_the_earlier_one(front: Front) -> None:
    front.person("E1")
    _, first = front.accounts.make_link(ADMIN, "E1")
    _, second = front.accounts.make_link(ADMIN, "E1")
    with pytest.raises(NotFoundError):
        front.credentials.holder(first, LinkKind.RESET)
    assert front.credentials.holder(second, LinkKind.RESET).employee_id == "E1"


def test_a_link_is_in_the_audit_log_without_its_token(front: Front) -> None:
    front.person("E1")
    _, token = front.accounts.make_link(ADMIN, "E1")
    made = front.noted(Action.LINK_MADE)[0]
    assert (made.actor, made.subject, made.detail) == ("boss", "E1", {"kind": "reset"})
    assert token not in str(front.database.read("SELECT * FROM one_time_links")) + str(made)


def test_somebody_can_be_signed_out_everywhere(front: Front) -> None:
    front.person("E1")
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(timedelta(minutes=1))
    front.accounts.sign_out_everywhere(ADMIN, "E1")
    assert front.sign_ins.viewer_of(token) is None
    assert front.noted(Action.SIGN_OUT)[0].actor == "boss"


def test_an_unknown_account_is_told(front: Front) -> None:
    with pytest.raises(NotFoundError, match="no such account"):
        front.accounts.change_role(LOCAL, "nobody", Role.ADMIN)
