"""Whose account a provider of identities opens, and as what."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from athena.domain.access import LOCAL, Role, Viewer
from athena.domain.accounts import Account
from athena.domain.audit import Action, AuditEvent, Outcome
from athena.domain.oidc import Provider
from athena.errors import AccessError, InputError
from athena.services.accounts import Accounts
from athena.services.auditing import Auditing
from athena.services.oidc import OidcSignIns
from athena.services.sign_ins import SignIns
from athena.store import accounts as stored
from athena.store.database import Database

EXAMPLE = Provider("https://id.example.org", "Example", ("example.org",), new_role=Role.CANDIDATE)
GROUPS = replace(EXAMPLE, roles={"it": Role.ADMIN, "leads": Role.MANAGER})
JO = {"sub": "1", "email": "jo@example.org", "email_verified": True, "name": "Jo Lee"}


@dataclass(frozen=True)
class Desk:
    database: Database
    audit: Auditing
    sign_ins: SignIns
    accounts: Accounts

    def oidc(self, provider: Provider = EXAMPLE) -> OidcSignIns:
        return OidcSignIns(self.database, self.audit, self.sign_ins, provider)

    def enter(self, claims: dict[str, object], provider: Provider = EXAMPLE) -> Account:
        return self.oidc(provider).admit(claims, "192.0.2.1")

    def viewer(self, employee_id: str) -> Viewer:
        """Return somebody as whoever has signed in."""
        viewer = self.sign_ins.viewer_of(self.sign_ins.open(employee_id, how="Example"))
        assert viewer is not None
        return viewer

    def refusal(self, claims: dict[str, object], provider: Provider = EXAMPLE) -> str:
        with pytest.raises(AccessError) as refused:
            self.enter(claims, provider)
        return refused.value.message

    def noted(self, action: Action) -> list[AuditEvent]:
        return self.audit.entries(LOCAL, actions=(action,))


@pytest.fixture
def desk(database: Database) -> Desk:
    audit = Auditing(database)
    sign_ins = SignIns(database, audit)
    return Desk(database, audit, sign_ins, Accounts(database, audit, sign_ins))


def with_password(desk: Desk, employee_id: str, role: Role = Role.CANDIDATE) -> None:
    desk.accounts.add(LOCAL, employee_id, role, name="Jo Lee")
    with desk.database.transaction() as tx:
        stored.set_password(tx, employee_id, "hash", desk.sign_ins._now())


def test_the_first_sign_in_makes_an_account_and_later_ones_open_it(desk: Desk) -> None:
    first = desk.enter(JO)
    assert (first.name, first.role, first.issuer) == ("Jo Lee", Role.CANDIDATE, "https://id.example.org")
    assert desk.enter(JO | {"email": "JO@example.org", "name": "Other"}) == first
    assert len(desk.accounts.everybody(LOCAL)) == 1


def test_who_has_another_address_later_keeps_the_account(desk: Desk) -> None:
    desk.enter(JO)
    assert desk.enter(JO | {"email": "jo.miller@example.org"}).employee_id == "jo@example.org"
    assert len(desk.accounts.everybody(LOCAL)) == 1


def test_who_is_given_somebodys_address_later_does_not_get_the_account(desk: Desk) -> None:
    desk.enter(JO)
    assert "belongs to somebody else at Example" in desk.refusal(JO | {"sub": "2"})


def test_a_password_account_is_never_taken_over(desk: Desk) -> None:
    with_password(desk, "jo@example.org", Role.ADMIN)
    assert "an account that Example may not open" in desk.refusal(JO)
    assert desk.accounts.of(LOCAL, "jo@example.org").issuer is None


def test_an_account_that_waits_for_its_password_is_not_taken_over_either(desk: Desk) -> None:
    desk.accounts.add(LOCAL, "jo@example.org", Role.MANAGER, name="Jo")
    assert "an account that Example may not open" in desk.refusal(JO)


def test_an_administrator_allows_it_for_an_account(desk: Desk) -> None:
    with_password(desk, "jo@example.org", Role.MANAGER)
    desk.oidc().allow(LOCAL, "jo@example.org")
    assert desk.enter(JO).role is Role.MANAGER


def test_what_was_allowed_can_be_taken_back_and_ends_the_sign_ins(desk: Desk) -> None:
    with_password(desk, "jo@example.org")
    desk.oidc().allow(LOCAL, "jo@example.org")
    token = desk.sign_ins.open(desk.enter(JO).employee_id, how="Example")
    desk.oidc().forbid(LOCAL, "jo@example.org")
    assert desk.sign_ins.viewer_of(token) is None
    assert "may not open" in desk.refusal(JO)


def test_the_only_way_in_of_the_only_administrator_stays(desk: Desk) -> None:
    desk.enter(JO | {"groups": ["it"]}, GROUPS)
    with pytest.raises(InputError, match="only administrator"):
        desk.oidc().forbid(LOCAL, "jo@example.org")


def test_a_manager_cannot_allow_it(desk: Desk) -> None:
    with_password(desk, "jo@example.org", Role.MANAGER)
    desk.oidc().allow(LOCAL, "jo@example.org")
    with pytest.raises(AccessError, match="may not manage accounts"):
        desk.oidc().allow(desk.viewer("jo@example.org"), "jo@example.org")


def test_nobody_is_added_where_an_administrator_adds_people(desk: Desk) -> None:
    assert "no account yet" in desk.refusal(JO, replace(EXAMPLE, new_role=None))
    assert desk.accounts.everybody(LOCAL) == []


def test_a_closed_account_stays_closed(desk: Desk) -> None:
    desk.enter(JO)
    desk.accounts.deactivate(LOCAL, "jo@example.org")
    assert "closed" in desk.refusal(JO)
    assert desk.accounts.of(LOCAL, "jo@example.org").active is False


def test_groups_give_the_role_at_every_sign_in(desk: Desk) -> None:
    with_password(desk, "boss", Role.ADMIN)
    roles = [desk.enter(JO | {"groups": groups}, GROUPS).role for groups in (["leads"], ["it"], [])]
    assert roles == [Role.MANAGER, Role.ADMIN, Role.CANDIDATE]
    changes = [dict(entry.detail) for entry in reversed(desk.noted(Action.ROLE_CHANGE))]
    assert [(one["from"], one["to"]) for one in changes] == [("manager", "admin"), ("admin", "candidate")]


def test_without_a_mapping_the_role_an_administrator_gave_stands(desk: Desk) -> None:
    desk.enter(JO)
    desk.accounts.change_role(LOCAL, "jo@example.org", Role.ANALYST)
    assert desk.enter(JO | {"groups": ["it"]}).role is Role.ANALYST


def test_the_last_administrator_is_kept_out_and_not_made_less(desk: Desk) -> None:
    desk.enter(JO | {"groups": ["it"]}, GROUPS)
    assert "Put the group back" in desk.refusal(JO | {"groups": ["leads"]}, GROUPS)
    assert desk.accounts.of(LOCAL, "jo@example.org").role is Role.ADMIN


def test_new_accounts_and_refusals_are_in_the_audit_log(desk: Desk) -> None:
    desk.enter(JO)
    desk.refusal(JO | {"email": "eve@evil.example"})
    [refused], [added] = desk.noted(Action.SIGN_IN), desk.noted(Action.ACCOUNT_ADDED)
    assert (added.subject, added.address) == ("jo@example.org", "192.0.2.1")
    assert added.detail == {"by": "Example", "role": "candidate"}
    assert (refused.actor, refused.subject, refused.outcome) == ("", "eve@evil.example", Outcome.REFUSED)
    assert "certain organisations" in refused.detail["reason"]


def test_a_refusal_changes_nothing(desk: Desk) -> None:
    desk.refusal(JO, replace(EXAMPLE, new_role=None))
    assert desk.database.read("SELECT * FROM provider_subjects") == []
