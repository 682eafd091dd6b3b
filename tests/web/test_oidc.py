"""Signing in with a real OpenID Connect provider, over HTTP on this machine."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from athena.domain.access import COOKIE, LOCAL, Role, Viewer
from athena.domain.audit import Action, Outcome
from athena.web import oidc
from tests.browser.serving import free_port
from tests.web.fakes import FakeApp
from tests.web.provider import RealProvider, query_of, running

HERE = "http://localhost"
JO = {"email": "jo@example.org", "email_verified": True, "name": "Jo Lee", "groups": ["sql-leads"]}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@dataclass(frozen=True)
class Lobby:
    """The app that the routes find, and browsers to come with."""

    app: FakeApp
    browser: Callable[[], TestClient]

    def viewer(self, browser: TestClient) -> Viewer | None:
        return self.app.desk.sign_ins.viewer_of(browser.cookies.get(COOKIE) or "")

    def refusals(self) -> list[str]:
        found = self.app.desk.audit.entries(LOCAL, actions=(Action.SIGN_IN,), outcome=Outcome.REFUSED)
        return [entry.detail["reason"] for entry in found]


@pytest.fixture(scope="module")
def provider() -> Iterator[RealProvider]:
    with running(HERE + oidc.BACK) as provider:
        yield provider


@pytest.fixture
def settings(provider: RealProvider) -> dict[str, object]:
    provider.knows("jo", **JO)
    return {
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": provider.client_id,
        "OIDC_CLIENT_SECRET": provider.client_secret,
        "OIDC_NAME": "Example",
        "OIDC_ALLOWED_DOMAINS": "example.org",
        "OIDC_NEW_ACCOUNTS": "candidate",
        "OIDC_ROLES": "sql-leads=manager,it=admin",
    }


@pytest.fixture
def app(make_app: Callable[..., FakeApp], settings: dict[str, object]) -> FakeApp:
    return make_app(**settings)


@pytest.fixture
def lobby(app: FakeApp, new_browser: Callable[[], TestClient]) -> Lobby:
    return Lobby(app, new_browser)


def leave(browser: TestClient, wanted: str = "") -> str:
    """Begin to sign in; return where the browser is sent."""
    answer = browser.get(oidc.START, params={"next": wanted} if wanted else {})
    assert answer.status_code == 302
    return str(answer.headers["location"])


def enter(browser: TestClient, provider: RealProvider, who: str = "jo", wanted: str = "") -> Response:
    """Sign in as somebody and return the last answer."""
    answer: Response = browser.get(provider.agree(leave(browser, wanted), who))
    return answer


def test_who_agrees_is_signed_in_and_comes_to_the_page_they_wanted(
    lobby: Lobby, provider: RealProvider
) -> None:
    browser = lobby.browser()
    answer = enter(browser, provider, wanted="/sql?query=1")
    viewer = lobby.viewer(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sql?query=1")
    assert viewer is not None
    assert (viewer.employee_id, viewer.name, viewer.role) == ("jo@example.org", "Jo Lee", Role.MANAGER)


def test_the_cookie_of_the_sign_in_is_out_of_reach_of_scripts(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    [cookie] = [
        one for one in enter(browser, provider).headers.get_list("set-cookie") if one.startswith(COOKIE)
    ]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


def test_the_provider_is_asked_with_state_nonce_and_a_challenge_that_the_verifier_meets(
    lobby: Lobby, provider: RealProvider
) -> None:
    browser = lobby.browser()
    where = leave(browser)
    browser.get(provider.agree(where, "jo"))
    asked = query_of(where)
    assert {"state", "nonce"} <= asked.keys()
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    digest = hashlib.sha256(provider.forms[-1]["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


def test_the_cookie_between_is_signed_short_lived_and_sent_nowhere_else(lobby: Lobby) -> None:
    browser = lobby.browser()
    cookie = browser.get(oidc.START).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/account/oidc", "Max-Age=600"} <= set(cookie.split("; "))


def test_who_does_not_agree_is_not_signed_in_and_told_so(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    answer = browser.get(provider.deny(leave(browser)))
    assert lobby.viewer(browser) is None
    assert (answer.status_code, "You did not agree at Example" in answer.text) == (403, True)


@pytest.mark.parametrize("change", ["another", "missing", "other browser"])
def test_a_wrong_state_signs_nobody_in(lobby: Lobby, provider: RealProvider, change: str) -> None:
    browser = lobby.browser()
    back = provider.agree(leave(browser), "jo")
    state = query_of(back)["state"]
    if change == "other browser":
        browser.cookies.clear()
    wrong = {"another": f"state={state[::-1]}", "missing": ""}.get(change, f"state={state}")
    answer = browser.get(back.replace(f"state={state}", wrong))
    assert lobby.viewer(browser) is None
    assert (answer.status_code, "was begun in another browser" in answer.text) == (400, True)
    assert "begun in another browser" in lobby.refusals()[0]


def test_a_forged_cookie_between_counts_for_nothing(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    back = provider.agree(leave(browser), "jo")
    value = browser.cookies[oidc.ERRAND]
    browser.cookies.clear()
    browser.cookies.set(oidc.ERRAND, value[:-2] + ("AA" if value[-2:] != "AA" else "BB"))
    assert browser.get(back).status_code == 400


def test_the_same_answer_does_not_count_twice(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    back = provider.agree(leave(browser), "jo")
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 400


def test_a_replayed_code_is_refused_even_with_the_stolen_cookie(lobby: Lobby, provider: RealProvider) -> None:
    browser, thief = lobby.browser(), lobby.browser()
    back = provider.agree(leave(browser), "jo")
    thief.cookies.set(oidc.ERRAND, browser.cookies[oidc.ERRAND])
    browser.get(back)
    answer = thief.get(back)
    assert lobby.viewer(thief) is None
    assert (answer.status_code, "was not accepted" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "jo@evil.example"}, "certain organisations"),
        ({"email": "jo@sub.example.org"}, "certain organisations"),
        ({"email_verified": False}, "not verified your e-mail address"),
    ],
)
def test_foreign_domains_and_unverified_addresses_are_refused(
    lobby: Lobby, provider: RealProvider, claims: dict[str, object], sentence: str
) -> None:
    provider.knows("eve", **(JO | claims))
    browser = lobby.browser()
    answer = enter(browser, provider, "eve")
    assert lobby.viewer(browser) is None
    assert (answer.status_code, sentence in answer.text) == (403, True)
    assert sentence in lobby.refusals()[0]


def test_the_role_follows_the_groups_at_the_next_sign_in(lobby: Lobby, provider: RealProvider) -> None:
    roles = []
    browser = lobby.browser()
    for groups in (["sql-leads"], ["others"]):
        provider.knows("jo", **(JO | {"groups": groups}))
        enter(browser, provider)
        viewer = lobby.viewer(browser)
        roles.append(viewer.role if viewer else None)
    assert roles == [Role.MANAGER, Role.CANDIDATE]


def test_who_has_a_closed_account_stays_out(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    enter(browser, provider)
    lobby.app.desk.accounts.deactivate(LOCAL, "jo@example.org")
    assert lobby.viewer(browser) is None
    answer = enter(browser, provider)
    assert lobby.viewer(browser) is None
    assert (answer.status_code, "Your account is closed" in answer.text) == (403, True)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(lobby: Lobby, provider: RealProvider) -> None:
    browser = lobby.browser()
    enter(browser, provider)
    lobby.app.desk.sign_ins.close(browser.cookies[COOKIE])
    assert lobby.viewer(browser) is None


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_sent_to_another_site_afterwards(lobby: Lobby, provider: RealProvider, wanted: str) -> None:
    browser = lobby.browser()
    assert enter(browser, provider, wanted=wanted).headers["location"] == "/"


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    lobby: Lobby, make_app: Callable[..., FakeApp], settings: dict[str, object]
) -> None:
    make_app(**(settings | {"OIDC_ISSUER": f"http://localhost:{free_port()}"}))
    answer = lobby.browser().get(oidc.START)
    assert (answer.status_code, "Example cannot be reached now" in answer.text) == (502, True)


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    lobby: Lobby, make_app: Callable[..., FakeApp], settings: dict[str, object], provider: RealProvider
) -> None:
    other = provider.issuer.replace("localhost", "127.0.0.1")
    make_app(**(settings | {"OIDC_ISSUER": f"{other}/."}))
    answer = lobby.browser().get(oidc.START)
    assert (answer.status_code, "by another name" in answer.text) == (502, True)


@pytest.mark.parametrize("path", [oidc.START, oidc.BACK])
def test_without_a_provider_the_routes_do_not_exist(
    lobby: Lobby, make_app: Callable[..., FakeApp], path: str
) -> None:
    make_app()
    assert lobby.browser().get(path).status_code == 404


def test_the_provider_sends_people_back_to_the_address_that_they_open(
    lobby: Lobby, make_app: Callable[..., FakeApp], settings: dict[str, object]
) -> None:
    make_app(**settings, ATHENA_PUBLIC_URL="https://athena.example.org/")
    where = query_of(leave(lobby.browser()))
    assert where["redirect_uri"] == "https://athena.example.org/account/oidc/back"


def test_what_a_stranger_says_in_the_providers_name_stays_on_one_line_of_the_log(
    lobby: Lobby, caplog: pytest.LogCaptureFixture
) -> None:
    lobby.browser().get(oidc.BACK, params={"error": "x", "error_description": "a\nERROR athena: forged"})
    [line] = [one for one in caplog.messages if "refused" in one]
    assert "\n" not in line


def test_a_password_account_is_not_opened_and_its_owner_told_what_to_do(
    lobby: Lobby, provider: RealProvider
) -> None:
    lobby.app.desk.accounts.add(LOCAL, "jo@example.org", Role.ADMIN, name="Jo Lee")
    answer = enter(lobby.browser(), provider)
    assert (answer.status_code, "that Example may not open" in answer.text) == (403, True)
