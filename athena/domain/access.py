"""Who may do what: one table, asked by the navigation, the pages, the services and the HTTP routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from athena.errors import AccessError


class Role(StrEnum):
    """What somebody is to Athena."""

    ADMIN = "admin"
    MANAGER = "manager"
    ANALYST = "analyst"
    CANDIDATE = "candidate"


class Permission(StrEnum):
    """Something that not everybody may do; the value completes "may not …"."""

    TAKE_INTERVIEW = "take an interview"
    PRACTISE = "practise on problems"
    SEE_OWN = "see their own results"
    SEE_INSIGHTS = "see the figures over all interviews"
    SEE_NAMES = "see whose results they are"
    SEE_SESSIONS = "read other people's interviews"
    REVIEW = "override or confirm scores"
    QUERY = "run SQL on the interview data"
    EXPORT = "take other people's results away"
    LAUNCH = "invite people to interviews"
    OPERATE = "see and change how the system runs"
    MANAGE_ACCOUNTS = "manage accounts"
    SEE_AUDIT = "read the audit log"
    MANAGE_PRIVACY = "export or erase what is kept of a person"


_EVERYBODY: Final = frozenset({Permission.TAKE_INTERVIEW, Permission.PRACTISE, Permission.SEE_OWN})
_ANALYST: Final = _EVERYBODY | {Permission.SEE_INSIGHTS, Permission.QUERY, Permission.EXPORT}
_NAMES: Final = frozenset({Permission.SEE_NAMES, Permission.SEE_SESSIONS})
_MANAGER: Final = _ANALYST | _NAMES | {Permission.REVIEW, Permission.LAUNCH}
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.ADMIN: frozenset(Permission),
    Role.MANAGER: _MANAGER,
    Role.ANALYST: _ANALYST,
    Role.CANDIDATE: _EVERYBODY,
}
INVITED: Final = frozenset({Permission.TAKE_INTERVIEW})
"""What somebody may do who came by the link of an invitation, without an account."""

PAGES: Final[Mapping[str, Permission]] = {
    "": Permission.TAKE_INTERVIEW,
    "problems": Permission.PRACTISE,
    "progress": Permission.SEE_OWN,
    "sessions": Permission.SEE_SESSIONS,
    "reports": Permission.SEE_SESSIONS,
    "invitations": Permission.LAUNCH,
    "overview": Permission.SEE_INSIGHTS,
    "people": Permission.SEE_NAMES,
    "questions": Permission.SEE_INSIGHTS,
    "fairness": Permission.SEE_INSIGHTS,
    "sql": Permission.QUERY,
    "operations": Permission.OPERATE,
    "accounts": Permission.MANAGE_ACCOUNTS,
    "audit": Permission.SEE_AUDIT,
    "privacy": Permission.TAKE_INTERVIEW,
    "profile": Permission.SEE_OWN,
}
"""What it takes to open a page, by its address."""

COOKIE: Final = "athena_session"
"""The cookie that holds the random token of a sign-in."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks: a person with an account, one who was invited, or the operator at this machine.

    ``invitation_id`` is set for somebody without an account who came by a link; ``local`` for the operator
    of a machine that knows no accounts.
    """

    employee_id: str
    name: str
    permissions: frozenset[Permission]
    role: Role | None = None
    invitation_id: str | None = None
    local: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the table allows it."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise AccessError unless the table allows it."""
        if not self.may(permission):
            raise AccessError(f"Your account may not {permission.value}. Ask an administrator if it should.")

    def require_person(self, employee_id: str, permission: Permission) -> None:
        """Raise AccessError unless it is about the viewer, or ``permission`` covers everybody."""
        if not self.is_person(employee_id):
            self.require(permission)

    def require_results(self, employee_id: str, permission: Permission) -> None:
        """Raise AccessError unless the results are one's own to see, or ``permission`` covers everybody's."""
        self.require(Permission.SEE_OWN if self.is_person(employee_id) else permission)

    def is_person(self, employee_id: str) -> bool:
        """Whether that is the viewer's own Employee ID, however it is capitalised; "" is nobody's."""
        return bool(employee_id) and employee_id.lower() == self.employee_id.lower()


LOCAL: Final = Viewer("local", "You", PERMISSIONS[Role.ADMIN], Role.ADMIN, local=True)
"""Whoever sits at a machine that knows no accounts, or runs a command on it."""


def permissions_of(role: Role, *, analysts_see_names: bool) -> frozenset[Permission]:
    """Return what a role may do; analysts see names where the operator allows it."""
    named = _NAMES if role is Role.ANALYST and analysts_see_names else frozenset()
    return PERMISSIONS[role] | named
