"""The link of an invitation: shown, followed, gone on with, and worth nothing afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from athena.domain.access import COOKIE, INVITED, LOCAL, Permission, Role, Viewer
from athena.domain.interview import SessionStatus
from athena.domain.invitations import InvitationStatus
from athena.domain.people import Employee
from athena.domain.templates import Way
from athena.services.interviewing import Interviewing
from athena.services.inviting import NewLink
from athena.store import employees
from athena.store.database import Database
from tests.services.inviting import WANTED
from tests.services.small import AT, PLAN, interviewing_on
from tests.web.fakes import FakeApp
from tests.web.people import form_token

NewBrowser = Callable[..., TestClient]


@pytest.fixture
def interviewing(nobody_there: Database) -> Interviewing:
    return interviewing_on(nobody_there)


@pytest.fixture
def link(app: FakeApp, nobody_there: Database) -> NewLink:
    """Jo's link to an interview of three questions."""
    with nobody_there.transaction() as tx:
        employees.add(tx, Employee("E1", "Jo Lee", "Data"), AT)
    template = app.desk.templates.create(LOCAL, WANTED)
    return app.desk.inviting.create(LOCAL, template.template_id, ["E1"]).links[0]


def path(link: NewLink) -> str:
    return f"/invite/{link.token}"


def follow(browser: TestClient, link: NewLink) -> Response:
    """Open the link and press its button."""
    return browser.post(path(link), data={"form_token": form_token(browser.get(path(link)))})


def viewer(app: FakeApp, browser: TestClient) -> Viewer | None:
    return app.desk.sign_ins.viewer_of(browser.cookies.get(COOKIE, ""))


def status(app: FakeApp, link: NewLink) -> InvitationStatus:
    return app.desk.invitations.find(link.invitation.invitation_id).status


def begin(app: FakeApp, interviewing: Interviewing, link: NewLink) -> str:
    """Begin the interview of a link; returns its session."""
    session_id = interviewing.open_session("E1", PLAN, "embedded", "joe").session_id
    app.desk.invitations.begun(link.invitation.invitation_id, session_id)
    return session_id


def test_the_link_tells_who_invites_to_what(browser: TestClient, link: NewLink) -> None:
    page = browser.get(path(link))
    assert page.status_code == 200
    for words in (
        "Kim Park invites you to an interview",
        "Jo Lee",
        "Analysts",
        "3 questions",
        "An AI conducts it",
        "At most 45 minutes",
        "speak or type, as you prefer",
        "Kim Park (kim@example.org) can help",
    ):
        assert words in page.text


def test_a_program_that_looks_at_links_uses_nothing_up(
    app: FakeApp, new_browser: NewBrowser, link: NewLink
) -> None:
    for _ in range(5):
        scanner = new_browser()
        assert scanner.get(path(link)).status_code == 200
        assert scanner.head(path(link)).status_code == 200
        assert COOKIE not in scanner.cookies
    assert status(app, link) is InvitationStatus.OPENED
    assert follow(new_browser(), link).status_code == 303


def test_looking_without_reading_does_not_even_count_as_opened(
    app: FakeApp, browser: TestClient, link: NewLink
) -> None:
    browser.head(path(link))
    assert status(app, link) is InvitationStatus.INVITED


def test_the_button_lets_the_invited_person_in_and_leads_to_the_interview(
    app: FakeApp, browser: TestClient, link: NewLink
) -> None:
    answer = follow(browser, link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert viewer(app, browser) == Viewer(
        "E1", "Jo Lee", INVITED, invitation_id=link.invitation.invitation_id
    )
    assert not INVITED - {Permission.TAKE_INTERVIEW}


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: TestClient, link: NewLink) -> None:
    cookie = follow(browser, link).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_a_form_of_another_site_lets_nobody_in(app: FakeApp, browser: TestClient, link: NewLink) -> None:
    browser.get(path(link))
    answer = browser.post(path(link), data={"form_token": "A" * 43})
    assert answer.status_code == 403
    assert "could not be taken" in answer.text
    assert viewer(app, browser) is None


def test_the_form_of_another_origin_lets_nobody_in(app: FakeApp, browser: TestClient, link: NewLink) -> None:
    token = form_token(browser.get(path(link)))
    answer = browser.post(path(link), data={"form_token": token}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert viewer(app, browser) is None


def test_after_many_guesses_an_address_has_to_wait_and_is_told_how_long(browser: TestClient) -> None:
    answers = [browser.get(f"/invite/guess{number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "Too many links from here did not work" in answers[-1].text


@pytest.mark.parametrize("token", ["guess", "A" * 43, "a/b", "x" * 1000, "%00", "%E2%80%AE", ""])
def test_a_guess_leads_nowhere_and_says_what_to_do(
    app: FakeApp, browser: TestClient, link: NewLink, token: str
) -> None:
    page = browser.get(f"/invite/{token}")
    assert page.status_code == 404
    assert viewer(app, browser) is None
    assert "Jo" not in page.text


def test_an_unknown_link_says_whom_to_turn_to(
    make_app: Callable[..., FakeApp], new_browser: NewBrowser
) -> None:
    make_app(ATHENA_CONTACT="Pat <pat@example.org>")
    page = new_browser().get("/invite/unknown")
    assert "copy the whole link" in page.text
    assert "turn to Pat &lt;pat@example.org&gt;" in page.text


def test_an_expired_link_says_so(
    app: FakeApp, nobody_there: Database, browser: TestClient, link: NewLink
) -> None:
    with nobody_there.transaction() as tx:
        tx.run("UPDATE invitations SET expires_at = ?", [AT - timedelta(days=1)])
    page = browser.get(path(link))
    assert page.status_code == 410
    assert "has expired" in page.text
    assert "kim@example.org" in page.text


def test_a_link_that_expires_while_its_page_is_open_lets_nobody_in(
    app: FakeApp, nobody_there: Database, browser: TestClient, link: NewLink
) -> None:
    token = form_token(browser.get(path(link)))
    with nobody_there.transaction() as tx:
        tx.run("UPDATE invitations SET expires_at = ?", [AT - timedelta(days=1)])
    assert browser.post(path(link), data={"form_token": token}).status_code == 410
    assert viewer(app, browser) is None


def test_a_revoked_link_says_so_and_signs_out_whoever_came_by_it(
    app: FakeApp, browser: TestClient, link: NewLink
) -> None:
    follow(browser, link)
    app.desk.inviting.revoke(LOCAL, link.invitation.invitation_id)
    page = browser.get(path(link))
    assert (page.status_code, "has been withdrawn" in page.text) == (410, True)
    assert viewer(app, browser) is None


def test_a_link_that_was_replaced_says_so(app: FakeApp, browser: TestClient, link: NewLink) -> None:
    app.desk.inviting.renew(LOCAL, link.invitation.invitation_id)
    page = browser.get(path(link))
    assert (page.status_code, "newer link" in page.text) == (410, True)


@pytest.mark.parametrize("ending", [SessionStatus.COMPLETED, SessionStatus.ABANDONED])
def test_once_the_interview_has_ended_the_link_is_used(
    app: FakeApp, browser: TestClient, interviewing: Interviewing, link: NewLink, ending: SessionStatus
) -> None:
    session_id = begin(app, interviewing, link)
    interviewing.close(session_id, ending)
    app.desk.ended(session_id)
    page = browser.get(path(link))
    assert (page.status_code, "This link has been used" in page.text) == (410, True)
    assert "button" not in page.text


def test_the_link_of_an_interview_in_progress_leads_back_from_any_browser(
    app: FakeApp, new_browser: NewBrowser, interviewing: Interviewing, link: NewLink
) -> None:
    first, second = new_browser(), new_browser("198.51.100.8")
    follow(first, link)
    begin(app, interviewing, link)
    assert "go on where you stopped" in second.get(path(link)).text
    assert follow(second, link).status_code == 303
    found = viewer(app, second)
    assert found is not None
    assert found.invitation_id == link.invitation.invitation_id


def test_an_interview_is_gone_on_with_in_one_browser_alone(
    app: FakeApp, new_browser: NewBrowser, interviewing: Interviewing, link: NewLink
) -> None:
    first, second = new_browser(), new_browser()
    follow(first, link)
    begin(app, interviewing, link)
    follow(second, link)
    assert viewer(app, first) is None


def test_looking_at_a_link_in_progress_signs_nobody_out(
    app: FakeApp, new_browser: NewBrowser, interviewing: Interviewing, link: NewLink
) -> None:
    browser = new_browser()
    follow(browser, link)
    begin(app, interviewing, link)
    new_browser().get(path(link))
    assert viewer(app, browser) is not None
    assert status(app, link) is InvitationStatus.IN_PROGRESS


def test_a_token_from_before_is_not_taken_over(app: FakeApp, browser: TestClient, link: NewLink) -> None:
    browser.cookies.set(COOKIE, "chosen-by-somebody-else", domain="localhost.local")
    follow(browser, link)
    tokens = {cookie.value for cookie in browser.cookies.jar if cookie.name == COOKIE}
    assert app.desk.sign_ins.viewer_of("chosen-by-somebody-else") is None
    assert any(app.desk.sign_ins.viewer_of(token or "") for token in tokens)


def test_somebody_with_an_account_is_told_that_it_is_signed_out(
    app: FakeApp, browser: TestClient, link: NewLink
) -> None:
    app.desk.accounts.add(LOCAL, "boss", Role.MANAGER, name="Kim Park")
    browser.cookies.set(COOKIE, app.desk.sign_ins.open("boss", how="password"), domain="localhost.local")
    assert "signed in here as Kim Park" in browser.get(path(link)).text


def test_an_invited_person_may_open_the_interview_and_no_other_page(
    browser: TestClient, link: NewLink
) -> None:
    follow(browser, link)
    assert browser.get("/sql").status_code == 403
    assert browser.get("/sessions").status_code == 403


def test_names_and_templates_are_written_as_text(app: FakeApp, browser: TestClient, link: NewLink) -> None:
    wanted = replace(WANTED, name="<script>alert(1)</script>", way=Way.TEXT)
    template = app.desk.templates.create(LOCAL, wanted)
    other = app.desk.inviting.create(LOCAL, template.template_id, ["E1"]).links[0]
    page = browser.get(path(other))
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script" not in page.text
    assert "You type them." in page.text


def test_the_page_is_kept_by_nobody(browser: TestClient, link: NewLink) -> None:
    assert browser.get(path(link)).headers["cache-control"] == "no-store"
