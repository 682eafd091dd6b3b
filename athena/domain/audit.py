"""What the audit log tells of: who did what to whom, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What can be looked for in the audit log."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - the name of an action
    LINK_MADE = "link_made"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ROLE_CHANGE = "role_change"
    INVITATION = "invitation"
    CONSENT = "consent"
    EXPORT = "export"
    SCORE_OVERRIDE = "score_override"
    WATCHING = "watching"
    DELETION = "deletion"
    SETTING_CHANGE = "setting_change"
    QUERY = "query"
    ACCESS = "access"


class Outcome(StrEnum):
    """How it ended."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One entry: ``actor`` is an Employee ID, "local", or "" for nobody; ``happened_at`` is naive UTC.

    ``subject`` names what it was done to (an id, never content), ``address`` where it came from.
    """

    event_id: str
    happened_at: datetime
    actor: str
    role: str
    action: Action
    subject: str
    outcome: Outcome = Outcome.OK
    address: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
