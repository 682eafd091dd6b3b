"""The words and colours of the invitations page."""

from __future__ import annotations

from typing import Final, Literal

from athena.domain.interview import Difficulty
from athena.domain.invitations import InvitationStatus
from athena.domain.templates import Engine, Retake, Template, Way
from athena.domain.webhooks import DeliveryState
from athena.ui.plain import counted

Colour = Literal["red", "orange", "blue", "green", "violet", "gray"]

HELP: Final = {
    InvitationStatus.INVITED: "The link was made and nobody has followed it yet.",
    InvitationStatus.OPENED: "The link was followed; the interview has not begun.",
    InvitationStatus.IN_PROGRESS: "The interview has begun and can be gone on with.",
    InvitationStatus.FINISHED: "The interview was completed.",
    InvitationStatus.EXPIRED: "It was not begun in time. A new link makes it valid again.",
    InvitationStatus.REVOKED: "It was taken back. A new link makes it valid again.",
    InvitationStatus.FAILED: "The interview ended before it was complete.",
}
COLOURS: Final[dict[InvitationStatus, Colour]] = {
    InvitationStatus.INVITED: "gray",
    InvitationStatus.OPENED: "blue",
    InvitationStatus.IN_PROGRESS: "violet",
    InvitationStatus.FINISHED: "green",
    InvitationStatus.EXPIRED: "orange",
    InvitationStatus.REVOKED: "gray",
    InvitationStatus.FAILED: "red",
}
DELIVERY_COLOURS: Final[dict[DeliveryState, Colour]] = {
    DeliveryState.WAITING: "orange",
    DeliveryState.DELIVERED: "green",
    DeliveryState.GIVEN_UP: "red",
}
LEVELS: Final = {level: level.value.capitalize() for level in Difficulty}
WAYS: Final = {
    Way.EITHER: "By voice or in writing",
    Way.VOICE: "By voice",
    Way.TEXT: "In writing",
}
ENGINES: Final = {
    Engine.AUTO: "As the settings say",
    Engine.EMBEDDED: "On this machine",
    Engine.OPENAI: "OpenAI Realtime",
}
RETAKES: Final = {
    Retake.NEVER: "Once only",
    Retake.AFTER: "After some days",
    Retake.ANY_TIME: "At any time",
}


def extra_time(factor: float) -> str:
    """Return a factor of extra time as people read it, ``25 % more``."""
    return "None" if factor == 1 else f"{factor - 1:.0%} more".replace("%", " %")


def summary(template: Template) -> str:
    """Return what a template is set to on one line."""
    categories = ", ".join(category.label for category in template.categories) or "all topics"
    queries = f", {template.sql_questions} by writing SQL" if template.sql_questions else ""
    parts = [
        LEVELS[template.level],
        f"{counted(template.question_count, 'question')}{queries}",
        categories,
        counted(template.time_limit_minutes, "minute"),
    ]
    if template.extra_time != 1:
        parts.append(f"{extra_time(template.extra_time)} time")
    if template.practice:
        parts.append("practice")
    return " · ".join(parts)


def rules(template: Template) -> str:
    """Return how a template is held and taken again on one line."""
    retake = {
        Retake.NEVER: "can be taken once",
        Retake.AFTER: f"can be taken again after {counted(template.retake_days, 'day')}",
        Retake.ANY_TIME: "can be taken again at any time",
    }[template.retake]
    parts = [
        WAYS[template.way],
        f"interviewer: {ENGINES[template.engine].lower()}",
        retake,
        "sound is kept" if template.keep_audio else "sound is not kept",
    ]
    if template.webhook:
        parts.append("another system is told")
    return " · ".join(parts)
