"""What is behind a link that works once."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from athena.domain.access import COOKIE, LOCAL, Role
from tests.services.front import OTHER, PASSWORD
from tests.web.fakes import FakeApp
from tests.web.people import send

CHOSEN = {"password": OTHER, "again": OTHER}


def role_of(app: FakeApp, browser: TestClient) -> Role | None:
    viewer = app.desk.sign_ins.viewer_of(browser.cookies.get(COOKIE, ""))
    return viewer.role if viewer else None


def set_up_path(app: FakeApp) -> str:
    return f"/account/set-up?link={app.desk.credentials.set_up_link()}"


def person_path(app: FakeApp, employee_id: str) -> str:
    """The path of a new link for a person."""
    kind, token = app.desk.accounts.make_link(LOCAL, employee_id)
    return f"/account/{kind}?link={token}"


def link_of(path: str) -> str:
    return path.partition("link=")[2]


def test_the_set_up_makes_an_administrator_and_signs_in(app: FakeApp, browser: TestClient) -> None:
    path = set_up_path(app)
    answer = send(browser, path, {"link": link_of(path), "employee_id": "ada", "name": "Ada", **CHOSEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert role_of(app, browser) is Role.ADMIN


def test_a_used_link_leads_nowhere_and_makes_nobody(app: FakeApp, browser: TestClient) -> None:
    path = set_up_path(app)
    fields = {"link": link_of(path), "employee_id": "ada", "name": "Ada", **CHOSEN}
    send(browser, path, fields)
    again = browser.post("/account/set-up", data=fields | {"form_token": browser.cookies["athena_form"]})
    assert (again.status_code, browser.get(path).status_code) == (404, 404)
    assert "does not work any more" in browser.get(path).text
    assert [account.employee_id for account in app.desk.accounts.everybody(LOCAL)] == ["ada"]


def test_looking_at_a_link_does_not_use_it_up(app: FakeApp, browser: TestClient) -> None:
    path = set_up_path(app)
    assert [browser.get(path).status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("kind", ["set-up", "register", "reset"])
@pytest.mark.parametrize("query", ["", "?link=", "?link=made-up", "?link=%00", "?link=" + "A" * 3000])
def test_a_guessed_link_leads_nowhere(browser: TestClient, kind: str, query: str) -> None:
    assert browser.get(f"/account/{kind}{query}").status_code == 404


def test_what_was_filled_in_is_kept_but_the_password(app: FakeApp, browser: TestClient) -> None:
    path = set_up_path(app)
    fields = {"employee_id": "ada", "name": "Ada King", "password": "short", "again": "short"}
    answer = send(browser, path, {"link": link_of(path), **fields})
    assert answer.status_code == 422
    assert 'value="Ada King"' in answer.text
    assert 'value="ada"' in answer.text
    assert "short" not in answer.text.replace("shorter", "")


def test_whoever_was_added_registers_and_is_signed_in(app: FakeApp, browser: TestClient) -> None:
    app.desk.accounts.add(LOCAL, "E2", Role.ANALYST, name="J. Lee")
    path = person_path(app, "E2")
    assert 'value="J. Lee"' in browser.get(path).text
    named = {"name": "Jo Lee", "department": "Data", "role_title": "Analyst"}
    assert send(browser, path, {"link": link_of(path), **named, **CHOSEN}).status_code == 303
    assert role_of(app, browser) is Role.ANALYST
    assert app.desk.accounts.of(LOCAL, "E2").department == "Data"


def test_nobody_registers_as_somebody_else_or_as_more(app: FakeApp, browser: TestClient) -> None:
    app.desk.accounts.add(LOCAL, "E2", Role.CANDIDATE, name="Jo")
    path = person_path(app, "E2")
    more = {"employee_id": "boss", "username": "boss", "role": "admin", "name": "Jo"}
    send(browser, path, {"link": link_of(path), **more, **CHOSEN})
    assert role_of(app, browser) is Role.CANDIDATE
    assert [account.employee_id for account in app.desk.accounts.everybody(LOCAL)] == ["E2"]


def test_a_forgotten_password_is_replaced_through_a_link_once(app: FakeApp, browser: TestClient) -> None:
    app.add_person("E1")
    path = person_path(app, "E1")
    assert send(browser, path, {"link": link_of(path), **CHOSEN}).status_code == 303
    assert role_of(app, browser) is Role.CANDIDATE
    assert app.desk.credentials.check("E1", OTHER)
    assert browser.get(path).status_code == 404


def test_a_link_still_works_when_strangers_have_closed_the_account(app: FakeApp, browser: TestClient) -> None:
    app.add_person("E1")
    for number in range(5):
        app.desk.attempts.begin("E1", f"203.0.113.{number}")
    path = person_path(app, "E1")
    assert send(browser, path, {"link": link_of(path), **CHOSEN}).status_code == 303


def test_a_link_is_never_in_the_address_that_comes_after_it(app: FakeApp, browser: TestClient) -> None:
    app.add_person("E1", password=PASSWORD)
    path = person_path(app, "E1")
    page = browser.get(path)
    assert page.headers["referrer-policy"] == "same-origin"
    assert link_of(path) not in send(browser, path, {"link": link_of(path), **CHOSEN}).headers["location"]
