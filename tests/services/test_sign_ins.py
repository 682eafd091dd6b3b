from __future__ import annotations

from datetime import timedelta

import pytest

from athena.domain.access import INVITED, LOCAL, PERMISSIONS, Permission, Role
from athena.domain.audit import Action
from athena.errors import AccessError
from athena.services.sign_ins import SEEN_EVERY, SignIns
from athena.store.database import Database
from tests.services.front import IDLE, LIFETIME, Front

INVITATION = "9f1c4f3e-0000-4000-8000-000000000007"


@pytest.fixture
def front(nobody_there: Database) -> Front:
    front = Front(nobody_there)
    front.person("E1", Role.MANAGER)
    return front


def test_a_sign_in_stands_for_the_person_and_the_role(front: Front) -> None:
    viewer = front.sign_ins.viewer_of(front.sign_ins.open("E1", how="password"))
    assert viewer is not None
    assert (viewer.employee_id, viewer.role) == ("E1", Role.MANAGER)
    assert viewer.permissions == PERMISSIONS[Role.MANAGER]


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "A" * 10_000])
def test_a_token_nobody_was_given_is_nobodys(front: Front, token: str) -> None:
    assert front.sign_ins.viewer_of(token) is None


def test_tokens_are_never_the_same(front: Front) -> None:
    assert len({front.sign_ins.open("E1", how="password") for _ in range(20)}) == 20


def test_the_store_never_has_a_token(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    kept = str(front.database.read("SELECT * FROM sign_ins")) + str(front.audit.entries(LOCAL))
    assert token not in kept


def test_a_closed_sign_in_cannot_be_used_again(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.sign_ins.close(token)
    assert front.sign_ins.viewer_of(token) is None


def test_closing_what_is_closed_is_no_event(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.sign_ins.close(token)
    front.sign_ins.close(token)
    assert len(front.noted(Action.SIGN_OUT)) == 1


def test_it_ends_when_the_browser_was_not_seen_for_long(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(IDLE)
    assert front.sign_ins.viewer_of(token) is None


def test_whoever_goes_on_working_stays_signed_in(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    for _ in range(4):
        front.clock.pass_(IDLE - timedelta(minutes=1))
        assert front.sign_ins.viewer_of(token)


def test_it_ends_after_its_lifetime_however_busy_the_browser_was(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    for _ in range(int(LIFETIME / timedelta(minutes=20)) - 1):
        front.clock.pass_(timedelta(minutes=20))
        assert front.sign_ins.viewer_of(token)
    front.clock.pass_(timedelta(minutes=20))
    assert front.sign_ins.viewer_of(token) is None


def test_rotating_does_not_lengthen_the_lifetime(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(timedelta(minutes=20))
    token = front.sign_ins.rotate(token)
    [entry] = front.sign_ins.of("E1")
    assert entry.expires_at == entry.opened_at + LIFETIME


def test_that_a_browser_is_in_use_is_written_once_a_minute_at_most(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(SEEN_EVERY / 2)
    front.sign_ins.viewer_of(token)
    assert front.sign_ins.of("E1")[0].seen_at == front.clock() - SEEN_EVERY / 2
    front.clock.pass_(SEEN_EVERY / 2)
    front.sign_ins.viewer_of(token)
    assert front.sign_ins.of("E1")[0].seen_at == front.clock()


def test_looking_never_makes_a_new_copy_of_the_data_due(front: Front) -> None:
    before = front.database.data_version
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(SEEN_EVERY)
    front.sign_ins.viewer_of(token)
    front.sign_ins.close(token)
    assert front.database.data_version == before


def test_between_two_writes_the_store_is_read_once(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    token = front.sign_ins.open("E1", how="password")
    read, reads = front.database.read, []
    monkeypatch.setattr(front.database, "read", lambda *asked: reads.append(asked) or read(*asked))
    for _ in range(5):
        assert front.sign_ins.viewer_of(token)
    assert len(reads) == 1


def test_what_was_changed_past_the_services_counts_at_the_next_look(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    assert front.sign_ins.viewer_of(token)
    with front.database.transaction(shown=False) as tx:
        tx.run("DELETE FROM sign_ins")
    assert front.sign_ins.viewer_of(token) is None


def test_after_rotating_the_old_token_is_worth_nothing(front: Front) -> None:
    old = front.sign_ins.open("E1", how="password")
    new = front.sign_ins.rotate(old)
    assert front.sign_ins.viewer_of(old) is None
    assert front.sign_ins.viewer_of(new)


def test_what_has_ended_cannot_be_rotated_into_life(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.clock.pass_(IDLE)
    with pytest.raises(AccessError, match="sign in again"):
        front.sign_ins.rotate(token)


def test_everywhere_means_in_all_browsers_but_of_one_person(front: Front) -> None:
    front.person("E2")
    mine = [front.sign_ins.open("E1", how="password") for _ in range(3)]
    others = front.sign_ins.open("E2", how="password")
    front.sign_ins.close_all("e1", but=mine[1])
    assert [front.sign_ins.viewer_of(token) is not None for token in mine] == [False, True, False]
    assert front.sign_ins.viewer_of(others)


def test_a_new_role_is_in_force_at_the_next_look(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.accounts.change_role(LOCAL, "E1", Role.CANDIDATE)
    viewer = front.sign_ins.viewer_of(token)
    assert viewer is not None
    assert not viewer.may(Permission.LAUNCH)


def test_a_closed_account_is_out_at_the_next_look_and_stays_out(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    front.accounts.deactivate(LOCAL, "E1")
    assert front.sign_ins.viewer_of(token) is None
    front.accounts.activate(LOCAL, "E1")
    assert front.sign_ins.viewer_of(token) is None


def test_whoever_came_by_an_invitation_may_only_take_the_interview(front: Front) -> None:
    token = front.sign_ins.open_invited(INVITATION, "C7", "Cy", front.clock() + timedelta(days=1))
    viewer = front.sign_ins.viewer_of(token)
    assert viewer is not None
    assert (viewer.name, viewer.role, viewer.invitation_id) == ("Cy", None, INVITATION)
    assert viewer.permissions == INVITED


def test_an_invitation_gives_a_person_with_an_account_no_more_than_others(front: Front) -> None:
    token = front.sign_ins.open_invited(INVITATION, "E1", "Jo", front.clock() + timedelta(days=1))
    viewer = front.sign_ins.viewer_of(token)
    assert viewer is not None
    assert viewer.permissions == INVITED


def test_an_invited_person_may_pause_longer_but_not_past_the_invitation(front: Front) -> None:
    token = front.sign_ins.open_invited(INVITATION, "C7", "Cy", front.clock() + timedelta(days=1))
    front.clock.pass_(timedelta(hours=23))
    assert front.sign_ins.viewer_of(token)
    front.clock.pass_(timedelta(hours=1))
    assert front.sign_ins.viewer_of(token) is None


def test_a_revoked_invitation_shows_its_guest_out(front: Front) -> None:
    token = front.sign_ins.open_invited(INVITATION, "C7", "Cy", front.clock() + timedelta(days=1))
    front.sign_ins.close_invited(INVITATION)
    assert front.sign_ins.viewer_of(token) is None


def test_signing_in_and_out_is_in_the_audit_log_with_its_address(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password", address="192.0.2.1")
    front.sign_ins.close(token, "192.0.2.2")
    [came], [left] = front.noted(Action.SIGN_IN), front.noted(Action.SIGN_OUT)
    assert (came.actor, came.role, came.address, came.detail) == (
        "E1",
        "manager",
        "192.0.2.1",
        {"how": "password"},
    )
    assert (left.actor, left.subject, left.address) == ("E1", "E1", "192.0.2.2")


def test_a_sign_in_is_still_known_after_a_restart(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    again = SignIns(front.database, front.audit, now=front.clock)
    assert again.viewer_of(token)


def test_analysts_see_names_where_the_operator_allows_it(front: Front) -> None:
    front.accounts.change_role(LOCAL, "E1", Role.ANALYST)
    open_handed = SignIns(front.database, front.audit, analysts_see_names=True, now=front.clock)
    token = front.sign_ins.open("E1", how="password")
    seen = [sign_ins.viewer_of(token) for sign_ins in (front.sign_ins, open_handed)]
    assert [viewer is not None and viewer.may(Permission.SEE_NAMES) for viewer in seen] == [False, True]
