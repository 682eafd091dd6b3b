"""Forms: only what our own pages send is taken, and they lead nowhere else."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from athena.errors import AccessError, AthenaError, InputError
from athena.services.tokens import new_token
from athena.web.forms import LARGEST, own_path, read_form

TOKEN = new_token()


def sent(
    body: str = f"form_token={TOKEN}&name=Jo+Lee%21",
    cookie: str = f"athena_form={TOKEN}",
    kind: str = "application/x-www-form-urlencoded",
    **headers: str,
) -> Request:
    """A form as a browser sends it to http://localhost:8501."""
    own = {"content-type": kind, "cookie": cookie, "host": "localhost:8501"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    raw = [(name.encode(), value.encode()) for name, value in own.items()]
    pieces: list[Message] = [{"type": "http.request", "body": body.encode(), "more_body": False}]

    async def receive() -> Message:
        return pieces.pop()

    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw}, receive)


def refusal(request: Request) -> AthenaError:
    with pytest.raises(AthenaError) as refused:
        asyncio.run(read_form(request))
    return refused.value


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://localhost:8501"},
        {"referer": "http://localhost:8501/account/sign-in"},
        {"origin": "http://LOCALHOST:8501", "sec_fetch_site": "same-origin"},
    ],
)
def test_a_form_of_our_own_page_is_read(headers: dict[str, str]) -> None:
    assert asyncio.run(read_form(sent(**headers)))["name"] == "Jo Lee!"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:8502"},
        {"origin": "http://localhost.evil.example:8501"},
        {"referer": "https://evil.example/localhost:8501"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_right_token(headers: dict[str, str]) -> None:
    assert isinstance(refusal(sent(**headers)), AccessError)


@pytest.mark.parametrize(
    ("body", "cookie"),
    [
        ("name=Jo", f"athena_form={TOKEN}"),
        (f"form_token={TOKEN}", ""),
        (f"form_token={new_token()}", f"athena_form={TOKEN}"),
        ("form_token=", "athena_form="),
        ("form_token=x", "athena_form=x"),
        ("form_token=%F0%9F%A6%89", f"athena_form={TOKEN}"),
    ],
    ids=["none in the form", "none in the cookie", "another", "empty", "made up", "no plain text"],
)
def test_a_form_without_the_token_of_this_browser_is_refused(body: str, cookie: str) -> None:
    assert isinstance(refusal(sent(body, cookie)), AccessError)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_no_plain_form_is_refused(kind: str) -> None:
    assert isinstance(refusal(sent(kind=kind)), InputError)


def test_a_form_is_small() -> None:
    assert "too large" in refusal(sent("x" * (LARGEST + 1))).message


def test_a_form_has_few_fields() -> None:
    assert "cannot be read" in refusal(sent("&".join(f"a{n}=1" for n in range(30)))).message


def test_bytes_that_are_no_text_become_text() -> None:
    assert asyncio.run(read_form(sent(f"form_token={TOKEN}&name=%ff")))["name"] == "\ufffd"


@pytest.mark.parametrize(
    "path", ["/", "/sessions", "/sessions?id=1&q=a%20b", "/account/password", "/invite/abc", "/people#top"]
)
def test_a_path_of_this_server_is_gone_on_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\r\nSet-Cookie: a=b",
        "/päge",
        "/account/sign-out",
        "/account/sign-in?next=/",
    ],
)
def test_whatever_else_is_wanted_leads_to_the_start(elsewhere: str) -> None:
    assert own_path(elsewhere) == "/"


@given(st.text(max_size=40) | st.text("/\\.:@?#eE\t\n ", max_size=12))
def test_no_text_leads_to_another_server(wanted: str) -> None:
    path = own_path(wanted)
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert path.isprintable()
