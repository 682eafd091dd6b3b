from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from athena.config import Settings, read_settings
from athena.domain.access import LOCAL, Role
from athena.domain.accounts import LinkKind
from athena.domain.audit import Action
from athena.errors import InputError, NotFoundError, SetupError
from athena.services.first_run import check_reach, opening_words
from athena.store.database import Database
from tests.services.front import OTHER, PASSWORD, Front

BASE = "http://localhost:8501"


@pytest.fixture
def front(nobody_there: Database) -> Front:
    return Front(nobody_there)


def settings(**environment: str) -> Settings:
    return read_settings({"ATHENA_MODE": "accounts", **environment}, Path("/nonexistent/.env"))


def printed_link(front: Front) -> str:
    """The token of the link that a start prints."""
    [_, link] = opening_words(settings(), front.credentials, BASE)
    return link.removeprefix(f"{BASE}/account/set-up?link=")


def test_the_first_start_prints_a_link_that_makes_the_administrator(front: Front) -> None:
    account = front.credentials.set_up(printed_link(front), "ada", "Ada", PASSWORD)
    assert (account.role, account.can_sign_in) == (Role.ADMIN, True)
    assert front.credentials.check("ada", PASSWORD)


def test_the_link_dies_when_it_is_used(front: Front) -> None:
    token = printed_link(front)
    front.credentials.set_up(token, "ada", "Ada", PASSWORD)
    with pytest.raises(NotFoundError):
        front.credentials.set_up(token, "eve", "Eve", OTHER)


def test_the_link_dies_within_an_hour_and_with_the_next_start(front: Front) -> None:
    first = printed_link(front)
    second = printed_link(front)
    with pytest.raises(NotFoundError):
        front.credentials.look(first, LinkKind.SET_UP)
    front.clock.pass_(timedelta(hours=1))
    with pytest.raises(NotFoundError):
        front.credentials.set_up(second, "eve", "Eve", PASSWORD)


def test_once_there_is_an_administrator_nothing_is_printed(front: Front) -> None:
    front.credentials.set_up(printed_link(front), "ada", "Ada", PASSWORD)
    assert opening_words(settings(), front.credentials, BASE) == []


def test_nobody_but_an_administrator_who_can_sign_in_counts(front: Front) -> None:
    front.person("E1", Role.MANAGER)
    front.accounts.add(LOCAL, "E2", Role.ADMIN, name="Never Registered")
    assert opening_words(settings(), front.credentials, BASE)


def test_a_printed_link_is_dead_when_another_way_made_an_administrator(front: Front) -> None:
    token = printed_link(front)
    front.person("A1", Role.ADMIN)
    with pytest.raises(NotFoundError):
        front.credentials.look(token, LinkKind.SET_UP)
    with pytest.raises(NotFoundError):
        front.credentials.set_up(token, "eve", "Eve", PASSWORD)


def test_an_account_that_becomes_the_first_administrator_is_signed_in_nowhere(front: Front) -> None:
    front.person("E1")
    before = front.sign_ins.open("E1", how="password")
    front.credentials.set_up(printed_link(front), "E1", "Jo", OTHER)
    assert front.sign_ins.viewer_of(before) is None


def test_a_printed_link_is_in_the_audit_log(front: Front) -> None:
    printed_link(front)
    [entry] = front.noted(Action.LINK_MADE)
    assert (entry.actor, entry.detail) == ("", {"kind": "set_up"})


def test_a_weak_password_leaves_the_link_alive(front: Front) -> None:
    token = printed_link(front)
    with pytest.raises(InputError):
        front.credentials.set_up(token, "ada", "Ada", "password1234")
    assert front.credentials.set_up(token, "ada", "Ada", PASSWORD)


def test_the_settings_can_name_the_administrator_instead(front: Front) -> None:
    named = settings(ADMIN_PASSWORD=PASSWORD, ATHENA_ADMIN_ID="root-1")
    assert opening_words(named, front.credentials, BASE) == []
    assert front.credentials.check("root-1", PASSWORD).role is Role.ADMIN


def test_the_password_in_the_settings_changes_no_account_that_is_there(front: Front) -> None:
    opening_words(settings(ADMIN_PASSWORD=PASSWORD), front.credentials, BASE)
    opening_words(settings(ADMIN_PASSWORD=OTHER), front.credentials, BASE)
    assert front.credentials.check("admin", PASSWORD)


@pytest.mark.parametrize("password", ["password1234", "administrator"])
def test_a_password_in_the_settings_that_will_not_do_stops_the_start(front: Front, password: str) -> None:
    with pytest.raises(SetupError, match="ADMIN_PASSWORD and ATHENA_ADMIN_ID cannot be made"):
        opening_words(settings(ADMIN_PASSWORD=password), front.credentials, BASE)


def test_without_accounts_nothing_is_made_or_printed(front: Front) -> None:
    alone = settings(ATHENA_MODE="local", ADMIN_PASSWORD=PASSWORD)
    assert opening_words(alone, front.credentials, BASE) == []
    assert front.accounts.everybody(LOCAL) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "athena.example.org"])
def test_without_accounts_no_other_machine_is_let_near(host: str) -> None:
    with pytest.raises(SetupError, match="ATHENA_MODE=accounts.*ATHENA_HOST=127.0.0.1"):
        check_reach(settings(ATHENA_MODE="local"), host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_needs_no_accounts(host: str) -> None:
    check_reach(settings(ATHENA_MODE="local"), host)


def test_with_accounts_every_address_will_do() -> None:
    check_reach(settings(), "0.0.0.0")


def test_an_address_for_others_means_accounts_by_itself() -> None:
    check_reach(settings(ATHENA_MODE="auto", ATHENA_HOST="0.0.0.0"), "0.0.0.0")
