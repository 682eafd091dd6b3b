"""What a link is handed out with: its address, a QR code, and words to send along."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import segno

from athena.domain.invitations import Invitation
from athena.domain.people import Employee
from athena.domain.templates import Template, Way, plan_of
from athena.services.calendar import zone_of

_WAYS = {
    Way.EITHER: "You can speak or type, whichever you prefer, and change at any time.",
    Way.VOICE: "It is meant to be spoken; if you would rather type, you can do that at any time.",
    Way.TEXT: "You answer by typing.",
}


def address_of(origin: str, token: str) -> str:
    """Return the link for a token on the server at ``origin``, for example ``https://athena.example.org``."""
    return f"{origin.rstrip('/')}/invite/{quote(token, safe='')}"


def qr_code(url: str) -> str:
    """Return a QR code for a link as SVG, black on white with its margin, whatever it stands on."""
    return str(
        segno.make_qr(url, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    )


def letter(
    invitation: Invitation,
    template: Template,
    employee: Employee,
    url: str,
    zone: str,
    *,
    again: bool = False,
) -> str:
    """Return plain words to send along with a link; ``again`` words them as a reminder.

    Times are told in the time zone of that name (IANA).
    """
    plan = plan_of(template, seed=0, extra_time=invitation.extra_time)
    opening = (
        f"This is a friendly reminder: your SQL interview “{template.name}” is waiting for you."
        if again
        else f"You are invited to an SQL interview: “{template.name}”."
    )
    questions = "one question" if plan.question_count == 1 else f"about {plan.question_count} questions"
    return "\n\n".join(
        (
            f"Hello {employee.name},",
            f"{opening} It has {questions} and takes up to {plan.time_limit_minutes} minutes. An AI conducts "
            f"it. {_WAYS[template.way]}",
            f"Your personal link, for you alone, works until {moment(invitation.expires_at, zone)}:\n{url}",
            "A quiet place and headphones help. If the connection drops, come back in the same browser: "
            "nothing you said is lost.",
            f"If you have a question, or would rather be interviewed by a person, please turn to "
            f"{template.contact.in_words}. No reason is needed.",
            f"Kind regards\n{template.contact.name}",
        )
    )


def mail(email: str, template: Template, words: str) -> str:
    """Return an address that opens a new e-mail to a person with these words."""
    subject = quote(f"SQL interview: {template.name}")
    body = quote("\r\n".join(words.splitlines()))  # RFC 6068
    return f"mailto:{quote(email, safe='@')}?subject={subject}&body={body}"


def moment(at: datetime, zone: str) -> str:
    """Return a time (naive UTC) as people of a time zone read it."""
    local = at.replace(tzinfo=UTC).astimezone(zone_of(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone})"
