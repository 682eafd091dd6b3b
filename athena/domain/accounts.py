"""Accounts: who may sign in, and the links that work once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from athena.domain.access import Role
from athena.errors import InputError

LANGUAGES: Final = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "zh": "中文",
}
"""Languages somebody may prefer, by their codes, as they call themselves."""


@dataclass(frozen=True, slots=True)
class Account:
    """An employee who may sign in; times are naive UTC.

    ``has_password`` is False for somebody who has not registered yet or only comes by ``issuer``, the address
    of an OIDC provider.
    """

    employee_id: str
    name: str
    role: Role
    department: str | None = None
    role_title: str | None = None
    time_zone: str = "UTC"
    language: str = "en"
    active: bool = True
    has_password: bool = False
    issuer: str | None = None
    created_at: datetime | None = None
    password_changed_at: datetime | None = None

    @property
    def can_sign_in(self) -> bool:
        """Whether there is a way in at all."""
        return self.active and (self.has_password or self.issuer is not None)


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody may change about themselves, checked."""

    name: str
    department: str | None
    role_title: str | None
    time_zone: str
    language: str


class LinkKind(StrEnum):
    """What a one-time link is for."""

    SET_UP = "set_up"
    REGISTER = "register"
    RESET = "reset"

    @property
    def lifetime(self) -> timedelta:
        """How long such a link works unless it is used before."""
        return _LIFETIMES[self]


_LIFETIMES: Final = {
    LinkKind.SET_UP: timedelta(hours=1),
    LinkKind.REGISTER: timedelta(days=7),
    LinkKind.RESET: timedelta(hours=24),
}


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """What a link that was not used yet stands for; ``employee_id`` is empty for the set-up's."""

    kind: LinkKind
    employee_id: str
    expires_at: datetime


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of all time zones; they are read from this machine's files once."""
    return tuple(sorted(available_timezones()))


def read_time_zone(typed: str) -> str:
    """Return the name of a time zone, or raise InputError."""
    name = typed.strip() or "UTC"
    if name not in time_zones():
        raise InputError(f"{name[:60]} is no time zone known here. Choose one like Europe/Berlin or UTC.")
    return name


def read_language(typed: str) -> str:
    """Return the code of a language, or raise InputError."""
    code = typed.strip().lower() or "en"
    if code not in LANGUAGES:
        raise InputError(f"Choose one of these languages: {', '.join(LANGUAGES.values())}.")
    return code


def read_role(typed: str) -> Role:
    """Return the role, or raise InputError."""
    try:
        return Role(typed)
    except ValueError:
        raise InputError(f"A role is one of these: {', '.join(Role)}.") from None
