from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest

from athena.domain.people import Employee
from athena.domain.templates import Way
from athena.services.handing_out import address_of, letter, mail, moment, qr_code
from tests.services.inviting import WANTED
from tests.services.small import AT
from tests.services.test_calendar import INVITATION, URL

JO = Employee("E1", "Jo Lee")


@pytest.mark.parametrize("origin", ["https://a.example", "https://a.example/"])
def test_a_link_is_made_of_address_and_token(origin: str) -> None:
    assert address_of(origin, "a-b_c") == "https://a.example/invite/a-b_c"


def test_a_qr_code_is_an_image_that_scales_on_white() -> None:
    image = ElementTree.fromstring(qr_code(URL))  # noqa: S314 - made here
    assert image.get("viewBox")
    assert image.get("width") is None
    assert {"#fff", "#000"} <= {part.get("fill") or part.get("stroke") for part in image.iter()}


def test_different_links_have_different_codes() -> None:
    assert qr_code(URL) != qr_code(URL + "x")


def test_a_letter_tells_link_end_length_contact_and_that_an_ai_asks() -> None:
    text = letter(INVITATION, WANTED, JO, URL, "Europe/Berlin")
    for said in ("Hello Jo Lee", URL, "30 April 2026, 11:30 (Europe/Berlin)", "90 minutes", "An AI conducts"):
        assert said in text
    assert "rather be interviewed by a person, please turn to Kim Park (kim@example.org)" in text


def test_a_reminder_says_that_it_is_one() -> None:
    assert "friendly reminder" in letter(INVITATION, WANTED, JO, URL, "UTC", again=True)


@pytest.mark.parametrize("way", list(Way))
def test_every_letter_says_that_typing_is_open(way: Way) -> None:
    assert "typ" in letter(INVITATION, replace(WANTED, way=way), JO, URL, "UTC")


def test_an_email_is_opened_with_its_words_and_nothing_else() -> None:
    template = replace(WANTED, name="A&cc=x@example.org?#")
    url = urlsplit(mail("jo+x@example.org", template, "Hello & welcome,\nJo"))
    assert (url.scheme, unquote(url.path), url.fragment) == ("mailto", "jo+x@example.org", "")
    assert parse_qs(url.query) == {
        "subject": ["SQL interview: A&cc=x@example.org?#"],
        "body": ["Hello & welcome,\r\nJo"],
    }


def test_a_moment_is_told_in_its_zone() -> None:
    assert moment(AT, "Asia/Tokyo") == "Sunday 1 March 2026, 18:30 (Asia/Tokyo)"
