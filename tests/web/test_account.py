"""Signing in and out, and changing a password, as a browser does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from athena.domain.access import COOKIE, LOCAL, Role, Viewer
from athena.domain.audit import Action, Outcome
from tests.services.front import OTHER, PASSWORD
from tests.web.fakes import FakeApp
from tests.web.people import form_token, send, sign_in

NewBrowser = Callable[..., TestClient]
SIGN_IN = "/account/sign-in"
SIGN_OUT = "/account/sign-out"


@pytest.fixture(autouse=True)
def jo(app: FakeApp) -> None:
    """Jo is a manager with a password."""
    app.add_person("E1", Role.MANAGER)


def whose(app: FakeApp, browser: TestClient) -> Viewer | None:
    """Whose sign-in the browser's cookie stands for."""
    return app.desk.sign_ins.viewer_of(browser.cookies.get(COOKIE, ""))


def test_the_right_password_signs_in(app: FakeApp, browser: TestClient) -> None:
    answer = sign_in(browser, "E1", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    viewer = whose(app, browser)
    assert viewer is not None
    assert (viewer.employee_id, viewer.role) == ("E1", Role.MANAGER)


def test_a_deep_link_is_gone_on_to_after_slips_too(browser: TestClient) -> None:
    wanted = "/sessions?status=completed&q=a%20b"
    led = browser.get(wanted, headers={"accept": "text/html"})
    page = browser.get(led.headers["location"])
    fields = {"form_token": form_token(page), "employee_id": "E1", "password": "slip", "next": wanted}
    slip = browser.post(SIGN_IN, data=fields)
    assert f'value="{wanted}"'.replace("&", "&amp;") in page.text
    assert f'value="{wanted}"'.replace("&", "&amp;") in slip.text
    assert browser.post(SIGN_IN, data=fields | {"password": PASSWORD}).headers["location"] == wanted


def test_signing_in_leads_to_no_other_server(browser: TestClient) -> None:
    assert sign_in(browser, "E1", PASSWORD, "https://evil.example/").headers["location"] == "/"
    again = browser.get(f"{SIGN_IN}?next=//evil.example")
    assert again.headers["location"] == "/"


def test_scripts_and_other_sites_cannot_use_the_cookie(browser: TestClient) -> None:
    cookies = sign_in(browser, "E1", PASSWORD).headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"athena_session", "athena_browser"}
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert "Secure" not in cookie


def test_on_https_the_cookie_never_goes_over_http(browser: TestClient) -> None:
    browser.base_url = "https://localhost"
    cookies = sign_in(browser, "E1", PASSWORD).headers.get_list("set-cookie")
    assert all("; Secure" in cookie for cookie in cookies)


def test_a_token_that_was_planted_in_the_browser_is_not_used(app: FakeApp, browser: TestClient) -> None:
    browser.cookies.set(COOKIE, "planted", domain="localhost.local")
    sign_in(browser, "E1", PASSWORD)
    assert app.desk.sign_ins.viewer_of("planted") is None
    assert len(app.desk.sign_ins.of("E1")) == 1


def test_signing_in_anew_ends_what_this_browser_had(app: FakeApp, browser: TestClient) -> None:
    sign_in(browser, "E1", PASSWORD)
    earlier = browser.cookies[COOKIE]
    page = browser.get(SIGN_OUT)
    fields = {"form_token": form_token(page), "employee_id": "E1", "password": PASSWORD}
    browser.post(SIGN_IN, data=fields)
    assert browser.cookies[COOKIE] != earlier
    assert app.desk.sign_ins.viewer_of(earlier) is None


def test_whoever_is_signed_in_is_led_on(browser: TestClient) -> None:
    sign_in(browser, "E1", PASSWORD)
    assert browser.get(f"{SIGN_IN}?next=/people").headers["location"] == "/people"


def test_a_cookie_copied_before_signing_out_lets_nobody_in(
    app: FakeApp, browser: TestClient, new_browser: NewBrowser
) -> None:
    sign_in(browser, "E1", PASSWORD)
    copy = new_browser()
    copy.cookies.set(COOKIE, browser.cookies[COOKIE])
    assert whose(app, copy)
    assert send(browser, SIGN_OUT, {}).headers["location"] == f"{SIGN_IN}?out"
    assert COOKIE not in browser.cookies
    assert whose(app, copy) is None
    assert copy.get("/people", headers={"accept": "text/html"}).headers["location"].startswith(SIGN_IN)


def test_opening_the_page_to_sign_out_signs_nobody_out(app: FakeApp, browser: TestClient) -> None:
    sign_in(browser, "E1", PASSWORD)
    assert "Jo E1" in browser.get(SIGN_OUT).text
    assert whose(app, browser)


def test_everywhere_is_in_every_browser(app: FakeApp, browser: TestClient, new_browser: NewBrowser) -> None:
    elsewhere = new_browser()
    for each in (browser, elsewhere):
        sign_in(each, "E1", PASSWORD)
    send(browser, SIGN_OUT, {"everywhere": "yes"})
    assert whose(app, elsewhere) is None


def test_signing_out_elsewhere_is_left_alone_unless_asked_for(
    app: FakeApp, browser: TestClient, new_browser: NewBrowser
) -> None:
    elsewhere = new_browser()
    for each in (browser, elsewhere):
        sign_in(each, "E1", PASSWORD)
    send(browser, SIGN_OUT, {})
    assert whose(app, elsewhere)


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_cannot_sign_anybody_in_or_out(
    app: FakeApp, browser: TestClient, new_browser: NewBrowser, headers: dict[str, str]
) -> None:
    strangers = form_token(new_browser().get(SIGN_IN))
    theirs = {"form_token": strangers, "employee_id": "E1", "password": PASSWORD}
    assert browser.post(SIGN_IN, data=theirs, headers=headers).status_code == 403
    assert COOKIE not in browser.cookies
    sign_in(browser, "E1", PASSWORD)
    assert browser.post(SIGN_OUT, data={"form_token": strangers}, headers=headers).status_code == 403
    assert whose(app, browser)


def test_the_right_token_from_another_origin_is_refused(app: FakeApp, browser: TestClient) -> None:
    sign_in(browser, "E1", PASSWORD)
    fields = {"form_token": form_token(browser.get(SIGN_OUT))}
    assert browser.post(SIGN_OUT, data=fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert whose(app, browser)


def test_a_form_that_was_open_too_long_is_shown_again_and_works_then(browser: TestClient) -> None:
    old = browser.post(SIGN_IN, data={"form_token": "old", "employee_id": "E1", "password": PASSWORD})
    assert (old.status_code, "Please try again" in old.text) == (403, True)
    fields = {"form_token": form_token(old), "employee_id": "E1", "password": PASSWORD}
    assert browser.post(SIGN_IN, data=fields).status_code == 303


def test_wrong_passwords_and_unknown_people_get_the_same_page(app: FakeApp, browser: TestClient) -> None:
    app.hasher.checks = 0
    known, unknown = (sign_in(browser, name, OTHER) for name in ("E1", "E9"))
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert known.text == unknown.text.replace('value="E9"', 'value="E1"')
    assert app.hasher.checks == 2


def test_after_five_failures_an_account_waits_wherever_they_came_from(
    new_browser: NewBrowser, browser: TestClient
) -> None:
    for number in range(5):
        assert sign_in(new_browser(f"203.0.113.{number}"), "E1", OTHER).status_code == 401
    refused = sign_in(browser, "E1", PASSWORD)
    assert refused.status_code == 429
    assert 890 <= int(refused.headers["retry-after"]) <= 900
    assert "wait 15 minutes" in refused.text
    assert COOKIE not in browser.cookies


def test_after_five_failures_an_address_waits_whomever_it_tries(new_browser: NewBrowser) -> None:
    for number in range(5):
        assert sign_in(new_browser("203.0.113.9"), f"guess-{number}", OTHER).status_code == 401
    assert sign_in(new_browser("203.0.113.9"), "E1", PASSWORD).status_code == 429
    assert sign_in(new_browser("203.0.113.8"), "E1", PASSWORD).status_code == 303


def test_a_header_does_not_make_another_address(new_browser: NewBrowser) -> None:
    for number in range(5):
        guesser = new_browser("203.0.113.9")
        guesser.headers["x-forwarded-for"] = f"198.51.100.{number}"
        sign_in(guesser, f"guess-{number}", OTHER)
    assert sign_in(new_browser("203.0.113.9"), "E1", PASSWORD).status_code == 429


def test_a_restart_does_not_open_the_door(
    make_app: Callable[..., FakeApp], new_browser: NewBrowser, browser: TestClient
) -> None:
    for _ in range(5):
        sign_in(browser, "E1", OTHER)
    make_app()
    assert sign_in(browser, "E1", PASSWORD).status_code == 429


def test_a_stranger_cannot_shut_the_owner_out_of_her_own_browser(
    app: FakeApp, browser: TestClient, new_browser: NewBrowser
) -> None:
    sign_in(browser, "E1", PASSWORD)
    send(browser, SIGN_OUT, {})
    for _ in range(6):
        last = sign_in(new_browser("203.0.113.9"), "E1", OTHER)
    assert last.status_code == 429
    assert sign_in(browser, "E1", PASSWORD).status_code == 303


def test_failures_are_in_the_audit_log_without_what_was_typed(app: FakeApp, browser: TestClient) -> None:
    sign_in(browser, "my-password-in-the-wrong-field", OTHER)
    [entry] = app.desk.audit.entries(LOCAL, outcome=Outcome.FAILED)
    assert (entry.action, entry.actor, entry.subject) == (Action.SIGN_IN, "", "")
    assert entry.address == "198.51.100.7"


def test_what_was_typed_is_shown_as_text(browser: TestClient) -> None:
    shown = sign_in(browser, '"><script>alert(1)</script>', OTHER, '/"><script>').text
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_a_name_is_shown_as_text(app: FakeApp, browser: TestClient, one_database: object) -> None:
    sign_in(browser, "E1", PASSWORD)
    with (
        app.database.transaction() as tx
    ):  # past the rules for names, as an earlier version might have had it
        tx.run("UPDATE employees SET name = '<img src=x onerror=alert(1)>'")
    assert "<img src=x" not in browser.get(SIGN_OUT).text


@pytest.mark.parametrize("path", [SIGN_IN, SIGN_OUT, "/account/password", "/account/reset?link=x"])
def test_no_page_about_a_person_is_kept_by_a_cache(browser: TestClient, path: str) -> None:
    assert browser.get(path).headers["cache-control"] == "no-store"


def test_a_password_is_changed_here_and_other_browsers_are_signed_out(
    app: FakeApp, browser: TestClient, new_browser: NewBrowser
) -> None:
    elsewhere = new_browser()
    for each in (browser, elsewhere):
        sign_in(each, "E1", PASSWORD)
    before = browser.cookies[COOKIE]
    changed = send(browser, "/account/password", {"current": PASSWORD, "password": OTHER, "again": OTHER})
    assert changed.headers["location"] == "/account/password?done"
    assert "is changed" in browser.get("/account/password?done").text
    assert browser.cookies[COOKIE] != before
    assert app.desk.sign_ins.viewer_of(before) is None
    assert whose(app, browser)
    assert whose(app, elsewhere) is None
    assert sign_in(new_browser(), "E1", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"current": OTHER, "password": OTHER, "again": OTHER}, "not your current password"),
        ({"current": PASSWORD, "password": OTHER, "again": OTHER + "!"}, "two passwords differ"),
        ({"current": PASSWORD, "password": "short", "again": "short"}, "at least 12 characters"),
        ({"current": PASSWORD, "password": "x" * 80, "again": "x" * 80}, "72 bytes are the most"),
        ({"current": PASSWORD, "password": "password1234", "again": "password1234"}, "would be guessed"),
        ({}, "at least 12 characters|not your current"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(
    browser: TestClient, fields: dict[str, str], says: str
) -> None:
    sign_in(browser, "E1", PASSWORD)
    answer = send(browser, "/account/password", fields)
    assert answer.status_code == 422
    assert any(part in answer.text for part in says.split("|"))
    assert 'role="alert"' in answer.text


def test_a_password_is_only_changed_by_who_is_signed_in(browser: TestClient) -> None:
    led = browser.get("/account/password").headers["location"]
    assert led == "/account/sign-in?next=%2Faccount%2Fpassword"


def test_whoever_only_comes_by_a_provider_has_no_password_to_change(
    app: FakeApp, browser: TestClient
) -> None:
    app.desk.accounts.add(LOCAL, "E2", Role.ANALYST, name="Jo Two")
    browser.cookies.set(COOKIE, app.desk.sign_ins.open("E2", how="a provider"))
    assert "no password to change" in browser.get("/account/password").text


def test_nothing_is_said_to_be_changed_that_was_not(app: FakeApp, browser: TestClient) -> None:
    sign_in(browser, "E1", PASSWORD)
    with app.database.transaction() as tx:
        tx.run("UPDATE accounts SET password_changed_at = password_changed_at - INTERVAL 1 HOUR")
    assert "is changed" not in browser.get("/account/password?done").text


def test_without_accounts_these_pages_lead_to_the_start(
    make_app: Callable[..., FakeApp], browser: TestClient
) -> None:
    make_app(ATHENA_MODE="local")
    for path in (SIGN_IN, SIGN_OUT, "/account/password", "/account/set-up"):
        assert browser.get(path).headers["location"] == "/"


def test_what_is_no_form_is_refused(browser: TestClient) -> None:
    assert browser.post(SIGN_IN, json={"employee_id": "E1"}).status_code == 422
    assert browser.post(SIGN_IN, data={"password": "x" * 20_000}).status_code == 422


def test_a_provider_is_offered_when_there_is_one(
    make_app: Callable[..., FakeApp], browser: TestClient
) -> None:
    assert "/account/oidc/start" not in browser.get(SIGN_IN).text
    make_app(
        OIDC_ISSUER="https://id.example.org", OIDC_CLIENT_ID="athena", OIDC_ALLOWED_DOMAINS="example.org"
    )
    assert 'href="/account/oidc/start?next=/people"' in browser.get(f"{SIGN_IN}?next=/people").text
