from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from athena.domain.invitations import Invitation, InvitationStatus
from athena.domain.templates import Contact, Template
from athena.errors import InputError
from athena.services.calendar import calendar_file, zone_of
from tests.services.inviting import WANTED
from tests.services.small import AT

URL = "https://athena.example.org/invite/abc"
INVITATION = Invitation(
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "E1",
    "t",
    1,
    InvitationStatus.INVITED,
    AT,
    "boss",
    AT + timedelta(days=60),
    extra_time=2.0,
)
BERLIN = "Europe/Berlin"
IN_SUMMER = datetime(2026, 3, 30, 10, 0)


def event(template: Template = WANTED, begins: datetime = IN_SUMMER, zone: str = BERLIN) -> Event:
    file = calendar_file(INVITATION, template, URL, begins, zone, AT)
    (found,) = Calendar.from_ical(file.data).events
    return found


def test_the_appointment_is_at_the_wall_time_of_its_zone() -> None:
    found = event()
    assert found.start == IN_SUMMER.replace(tzinfo=ZoneInfo(BERLIN))
    assert found.start.astimezone(UTC).hour == 8


def test_it_lasts_as_long_as_the_person_has() -> None:
    assert event().end - event().start == timedelta(minutes=90)


def test_it_tells_link_contact_and_what_it_is() -> None:
    found = event()
    assert found["url"] == URL
    assert URL in found["description"]
    assert found["summary"] == "SQL interview: Analysts"
    assert found["contact"] == "Kim Park (kim@example.org)"
    assert (str(found["organizer"]), found["organizer"].params["CN"]) == (
        "mailto:kim@example.org",
        "Kim Park",
    )


def test_the_file_brings_its_time_zone_along() -> None:
    file = calendar_file(INVITATION, WANTED, URL, IN_SUMMER, BERLIN, AT)
    assert [zone.tz_name for zone in Calendar.from_ical(file.data).timezones] == [BERLIN]
    assert (file.name, file.mime) == ("interview-analysts-2026-03-30.ics", "text/calendar")


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    name = "Ä very löng name, with; signs and more and more of it to fold the line"
    data = calendar_file(INVITATION, replace(WANTED, name=name), URL, IN_SUMMER, BERLIN, AT).data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert event(replace(WANTED, name=name))["summary"] == f"SQL interview: {name}"


def test_a_name_adds_no_line_of_its_own() -> None:
    name = "x\r\nATTACH:https://evil.example\nEND:VEVENT"
    found = event(replace(WANTED, name=name, contact=Contact(name, "", "0123 4567")))
    assert "attach" not in found


def test_a_contact_without_an_address_organises_nothing() -> None:
    assert "organizer" not in event(replace(WANTED, contact=Contact("Kim", "", "0123 4567")))


@pytest.mark.parametrize("begins", [datetime(2026, 2, 28, 12), datetime(2026, 5, 1, 12)])
def test_a_time_at_which_the_link_does_not_work_is_refused(begins: datetime) -> None:
    with pytest.raises(InputError, match="not valid at that time"):
        event(begins=begins)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "x\0y"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(InputError, match="time zone"):
        zone_of(zone)
