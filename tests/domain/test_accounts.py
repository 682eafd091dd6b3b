from __future__ import annotations

from datetime import timedelta

import pytest

from athena.domain.access import Role
from athena.domain.accounts import Account, LinkKind, read_language, read_role, read_time_zone
from athena.errors import InputError

JO = Account("E1", "Jo Lee", Role.CANDIDATE)


@pytest.mark.parametrize(
    ("typed", "name"), [("Europe/Berlin", "Europe/Berlin"), (" UTC ", "UTC"), ("", "UTC")]
)
def test_a_time_zone_is_one_of_the_worlds(typed: str, name: str) -> None:
    assert read_time_zone(typed) == name


@pytest.mark.parametrize("typed", ["Mars/Olympus", "../etc/passwd", "europe/berlin", "\0"])
def test_what_is_no_time_zone_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="Europe/Berlin or UTC"):
        read_time_zone(typed)


def test_a_language_is_read_by_its_code() -> None:
    assert (read_language("DE"), read_language("")) == ("de", "en")


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="English, Deutsch"):
        read_language("tlh")


def test_a_role_is_one_of_four() -> None:
    assert read_role("manager") is Role.MANAGER
    with pytest.raises(InputError, match="admin, manager, analyst, candidate"):
        read_role("root")


@pytest.mark.parametrize(
    ("account", "possible"),
    [
        (JO, False),
        (Account("E1", "Jo", Role.ADMIN, has_password=True), True),
        (Account("E1", "Jo", Role.ADMIN, issuer="https://id.example.org"), True),
        (Account("E1", "Jo", Role.ADMIN, has_password=True, active=False), False),
    ],
)
def test_whoever_has_a_password_or_a_provider_can_sign_in_while_active(
    account: Account, possible: bool
) -> None:
    assert account.can_sign_in is possible


def test_a_link_that_makes_an_administrator_lives_shortest() -> None:
    assert LinkKind.SET_UP.lifetime == timedelta(hours=1)
    assert min(LinkKind, key=lambda kind: kind.lifetime) is LinkKind.SET_UP
