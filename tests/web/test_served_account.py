"""The whole server: the link it prints, what its log keeps to itself, and cookies that were copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from athena.domain.access import COOKIE
from tests.browser.serving import serving
from tests.web.people import form_token, send, sign_in

PASSWORD = "three blue kettles drift"
HTML = {"accept": "text/html"}


class NewServer:
    """A server on its first run: nobody has an account yet."""

    def __init__(self, base: str, log: Path) -> None:
        self.base, self._log = base, log

    def printed(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.base, timeout=30, headers=HTML)


@pytest.fixture(scope="module")
def new_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewServer]:
    folder = tmp_path_factory.mktemp("first-run")
    environment = {"ATHENA_MODE": "accounts", "DATABASE_URL": f"duckdb:///{folder / 'athena.duckdb'}"}
    with serving("app.py", folder / "server.log", environment) as base:
        yield NewServer(base, folder / "server.log")


@pytest.fixture(scope="module")
def set_up(new_server: NewServer) -> str:
    """Make the administrator by the printed link; its path."""
    found = re.search(rf"{new_server.base}(/account/set-up\?link=\S+)", new_server.printed())
    assert found, new_server.printed()
    with new_server.browser() as browser:
        fields = {"link": found[1].partition("=")[2], "employee_id": "ada", "name": "Ada"}
        done = send(browser, found[1], {**fields, "password": PASSWORD, "again": PASSWORD})
        assert done.headers["location"] == "/"
        assert browser.get("/people").status_code == 200
    return found[1]


@pytest.fixture
def browser(new_server: NewServer, set_up: str) -> Iterator[httpx.Client]:
    with new_server.browser() as browser:
        yield browser


def test_the_printed_link_is_dead_after_its_use(browser: httpx.Client, set_up: str) -> None:
    assert browser.get(set_up).status_code == 404


def test_nobody_sees_a_page_before_signing_in_and_then_the_one_they_wanted(browser: httpx.Client) -> None:
    led = browser.get("/people?person=E1")
    assert led.headers["location"] == "/account/sign-in?next=%2Fpeople%3Fperson%3DE1"
    page = browser.get(led.headers["location"])
    fields = {"form_token": form_token(page), "employee_id": "ada", "password": PASSWORD}
    answer = browser.post("/account/sign-in", data={**fields, "next": "/people?person=E1"})
    assert answer.headers["location"] == "/people?person=E1"
    assert browser.get(answer.headers["location"]).status_code == 200


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(
    new_server: NewServer, browser: httpx.Client
) -> None:
    sign_in(browser, "ada", PASSWORD)
    with new_server.browser() as copy:
        copy.cookies.set(COOKIE, browser.cookies[COOKIE])
        before = copy.get("/people").status_code
        send(browser, "/account/sign-out", {})
        after = copy.get("/people")
    assert (before, after.status_code) == (200, 303)
    assert after.headers["location"].startswith("/account/sign-in")


def test_the_log_keeps_passwords_and_tokens_to_itself(
    new_server: NewServer, browser: httpx.Client, set_up: str
) -> None:
    sign_in(browser, "ada", "canary-in-a-wrong-password")
    sign_in(browser, "canary-in-an-id", "canary-in-a-wrong-password")
    sign_in(browser, "ada", PASSWORD)
    secrets = {PASSWORD, "canary", browser.cookies[COOKIE], browser.cookies["athena_form"]}
    said = new_server.printed().replace(set_up, "")
    assert [secret for secret in secrets if secret in said] == []


def test_health_is_told_to_everybody(browser: httpx.Client) -> None:
    assert browser.get("/health").json() == {"status": "ok", "voices": 0}
