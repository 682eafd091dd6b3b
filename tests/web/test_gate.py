"""Who gets in, by path and by who they are."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from athena.domain.access import COOKIE, INVITED, LOCAL, PAGES, PERMISSIONS, Role, Viewer
from athena.web.gate import Gate
from tests.web.asgi import Inner

PAGE = {"Accept": "text/html"}
INVITEE = Viewer("E-9", "Grace", INVITED, invitation_id="I-1")
PEOPLE = {
    **{role.value: Viewer("E-1", "Ada", PERMISSIONS[role], role) for role in Role},
    "invited": INVITEE,
}


def client(viewer: Viewer | None, inner: Inner | None = None, *, cookie: bool = True) -> TestClient:
    def visitor(_: HTTPConnection) -> Viewer | None:
        return viewer

    cookies = {COOKIE: "token"} if cookie else {}
    return TestClient(Gate(inner or Inner(), visitor), follow_redirects=False, cookies=cookies)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_shown_to_whom_the_table_lets_in(who: str, page: str) -> None:
    status = client(PEOPLE[who]).get(f"/{page}", headers=PAGE).status_code
    assert status == (200 if PEOPLE[who].may(PAGES[page]) else 403)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_led_from_every_page_to_the_sign_in(page: str) -> None:
    inner = Inner()
    answer = client(None, inner).get(f"/{page}")
    assert (answer.status_code, inner.paths) == (303, [])
    assert answer.headers["location"].startswith("/account/sign-in")


def test_whoever_signs_in_comes_to_the_page_they_wanted() -> None:
    answer = client(None).get("/sessions?session=a b&x=%2F")
    assert answer.headers["location"] == "/account/sign-in?next=%2Fsessions%3Fsession%3Da%2520b%26x%3D%252F"


def test_the_first_page_need_not_be_named() -> None:
    assert client(None).get("/").headers["location"] == "/account/sign-in"


def test_a_refusal_says_in_words_what_the_account_may_not() -> None:
    text = client(PEOPLE["candidate"]).get("/sql", headers=PAGE).text
    assert "Your account may not run SQL on the interview data. Ask an administrator" in text


@pytest.mark.parametrize("path", ["/media/abc.csv", "/_stcore/upload_file/session/file"])
def test_files_of_somebody_are_for_whoever_signed_in(path: str) -> None:
    assert client(None).get(path).status_code == 401
    assert client(INVITEE).get(path).status_code == 200


def test_nobody_posts_to_a_page() -> None:
    assert client(None).post("/sql").status_code == 401


@pytest.mark.parametrize(
    "path", ["/health", "/account/sign-in", "/account/set-up", "/invite/token", "/static/js/a.js"]
)
def test_what_is_open_is_open_to_nobody_too(path: str) -> None:
    assert client(None).get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/_stcore/agent/interact", "/auth/login", "/no-such-page", "/_stcore/stream"]
)
@pytest.mark.parametrize("viewer", [None, LOCAL])
def test_what_is_not_listed_is_not_there_whoever_asks(path: str, viewer: Viewer | None) -> None:
    inner = Inner()
    assert client(viewer, inner).get(path).status_code == 404
    assert inner.paths == []


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/%2e%2e/%2e%2e/.env",
        "/app/static/..%2f..%2f.env",
        "/static/%2e%2e%5c%2e%2e%5csecret",
        "/account/%2e%2e/sql",
    ],
)
def test_encoded_dots_lead_nowhere(path: str) -> None:
    assert client(None).get(path).status_code == 404


def test_nobody_gets_a_connection() -> None:
    with pytest.raises(WebSocketDisconnect), client(None, cookie=False).websocket_connect("/_stcore/stream"):
        pass


def test_somebody_whose_sign_in_has_ended_is_told_by_the_page() -> None:
    with client(None).websocket_connect("/_stcore/stream"):
        pass


def test_there_is_one_address_for_connections() -> None:
    with pytest.raises(WebSocketDisconnect), client(LOCAL).websocket_connect("/sql/_stcore/stream"):
        pass


def test_without_accounts_everybody_is_let_in() -> None:
    local = TestClient(Gate(Inner(), None))
    assert {local.get(f"/{page}").status_code for page in (*PAGES, "media/abc.csv")} == {200}
    with local.websocket_connect("/_stcore/stream"):
        pass


def test_without_accounts_what_is_not_listed_is_not_there_either() -> None:
    assert TestClient(Gate(Inner(), None)).get("/_stcore/agent/mcp").status_code == 404
