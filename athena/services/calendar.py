"""An invitation as an appointment for a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Alarm, Calendar, Event, vCalAddress, vText, vUri

from athena.domain.invitations import Invitation
from athena.domain.templates import Template, plan_of
from athena.errors import InputError
from athena.services.exporting import ExportFile, slug

_REMIND_BEFORE = timedelta(minutes=15)


def calendar_file(
    invitation: Invitation, template: Template, url: str, begins_at: datetime, zone: str, now: datetime
) -> ExportFile:
    """Return the appointment as a file.

    ``begins_at`` is a wall time in the time zone of that name (IANA), ``now`` naive UTC. Raises InputError
    when there is no such zone or the link is not valid then.
    """
    begins = begins_at.replace(tzinfo=zone_of(zone))
    utc = begins.astimezone(UTC).replace(tzinfo=None)
    if not now <= utc < invitation.expires_at:
        raise InputError("The link is not valid at that time. Choose a time before it expires.")
    minutes = plan_of(template, seed=0, extra_time=invitation.extra_time).time_limit_minutes
    calendar = Calendar()
    calendar.add("prodid", "-//Athena//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(invitation, template, url, begins, timedelta(minutes=minutes), now))
    calendar.add_missing_timezones()
    name = f"{slug(f'interview {template.name} {begins:%Y-%m-%d}')}.ics"
    return ExportFile(name, calendar.to_ical(), "text/calendar")


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of that name (IANA). Raises InputError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("This time zone is not known. Choose one such as Europe/London.") from error


def _event(
    invitation: Invitation,
    template: Template,
    url: str,
    begins: datetime,
    length: timedelta,
    now: datetime,
) -> Event:
    contact = template.contact
    event = Event()
    event.add("uid", f"{invitation.invitation_id}@athena")
    event.add("dtstamp", now.replace(tzinfo=UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + length)
    event.add("summary", f"SQL interview: {template.name}")
    event.add("location", vText("Online"))
    event.add("url", vUri(url))
    event.add("contact", contact.in_words)
    event.add(
        "description",
        f"Your personal link, also for another time until it expires:\n{url}\n\n"
        f"Questions, or rather an interview with a person? {contact.in_words}",
    )
    if contact.email:
        organiser = vCalAddress(f"mailto:{contact.email}")
        organiser.params["CN"] = vText(contact.name)
        event.add("organizer", organiser)
    event.add_component(_alarm())
    return event


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Your SQL interview begins soon.")
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm
