"""What the audit log keeps in short words, told in plain ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from athena.domain.audit import Action, AuditEvent, Outcome

ACTIONS: Final = {
    Action.SIGN_IN: "Sign-in",
    Action.SIGN_OUT: "Sign-out",
    Action.PASSWORD_CHANGE: "Password changed",
    Action.LINK_MADE: "One-time link made",
    Action.ACCOUNT_ADDED: "Account added",
    Action.ACCOUNT_CHANGED: "Account changed",
    Action.ROLE_CHANGE: "Role changed",
    Action.INVITATION: "Invitation",
    Action.CONSENT: "Consent",
    Action.EXPORT: "File taken away",
    Action.SCORE_OVERRIDE: "Score overridden",
    Action.WATCHING: "Interview watched",
    Action.DELETION: "Deletion",
    Action.SETTING_CHANGE: "Setting changed",
    Action.QUERY: "SQL query",
    Action.ACCESS: "Page opened",
}
OUTCOMES: Final = {Outcome.OK: "Done", Outcome.REFUSED: "Refused", Outcome.FAILED: "Failed"}


def action_words(action: Action) -> str:
    """Return what was done in plain words; an action without words of its own by its name."""
    return ACTIONS.get(action, action.value.replace("_", " ").capitalize())


def actor_words(entry: AuditEvent) -> str:
    """Return who did it: an Employee ID, or what stands for one."""
    return {"": "Nobody known", "local": "This machine"}.get(entry.actor, entry.actor)


def detail_words(detail: Mapping[str, str]) -> str:
    """Return details in one line, ``from: analyst · to: manager``."""
    return " · ".join(f"{name.replace('_', ' ')}: {value}" for name, value in detail.items())
