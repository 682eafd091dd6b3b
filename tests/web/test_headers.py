"""What every answer tells the browser."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from athena.web.headers import Headers
from tests.web.asgi import Inner

DIGEST = "sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="


def client(inner: Inner | None = None, *, secure: bool = False) -> TestClient:
    def is_secure(_: HTTPConnection) -> bool:
        return secure

    return TestClient(Headers(inner or Inner(), is_secure, [DIGEST]))


def policy(path: str) -> dict[str, list[str]]:
    text = client().get(path).headers["content-security-policy"]
    return {name: of for name, *of in (part.split() for part in text.split("; "))}


def test_no_page_may_run_an_inline_script_or_make_code_from_text() -> None:
    allowed = policy("/")["script-src"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "data:", "*"} & set(allowed)


def test_streamlits_own_inline_script_is_named_by_its_digest() -> None:
    assert f"'{DIGEST}'" in policy("/")["script-src"]


def test_no_page_asks_another_server_for_anything() -> None:
    sources = {source for of in policy("/").values() for source in of}
    assert sources == {"'self'", "'none'", "'unsafe-inline'", "blob:", "data:", f"'{DIGEST}'"}


def test_styles_alone_may_be_inline() -> None:
    assert [name for name, of in policy("/").items() if "'unsafe-inline'" in of] == ["style-src"]


@pytest.mark.parametrize("path", ["/account/sign-in", "/invite/token"])
def test_the_pages_that_sign_people_in_run_no_script_and_no_inline_style(path: str) -> None:
    rules = policy(path)
    assert (rules["script-src"], rules["style-src"]) == (["'none'"], ["'self'"])


def test_nobody_frames_a_page() -> None:
    assert policy("/")["frame-ancestors"] == ["'none'"]
    assert client().get("/").headers["x-frame-options"] == "DENY"


def test_our_own_pages_frame_components() -> None:
    path = "/component/streamlit_webrtc.webrtc_streamer/index.html"
    assert policy(path)["frame-ancestors"] == ["'self'"]
    assert client().get(path).headers["x-frame-options"] == "SAMEORIGIN"


def test_the_microphone_is_ours_and_every_other_device_is_off() -> None:
    told = client().get("/").headers["permissions-policy"].split(", ")
    assert "microphone=(self)" in told
    assert {"camera=()", "geolocation=()", "display-capture=()", "usb=()"} <= set(told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ],
)
def test_every_answer_has(name: str, value: str) -> None:
    assert client().get("/app/static/icon.svg").headers[name] == value


def test_what_a_handler_says_about_other_sites_does_not_get_out() -> None:
    answer = client(Inner({"Access-Control-Allow-Origin": "*", "X-Frame-Options": "ALLOWALL"})).get("/")
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-frame-options"] == "DENY"


def test_strict_transport_is_asked_for_on_https_alone() -> None:
    assert "strict-transport-security" not in client().get("/").headers
    assert client(secure=True).get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_on_https_every_cookie_is_kept_off_plain_connections() -> None:
    inner = Inner({"Set-Cookie": "_streamlit_xsrf=2|x; Path=/; SameSite=Lax"})
    assert client(inner, secure=True).get("/").headers["set-cookie"].endswith("; SameSite=Lax; Secure")
    assert "Secure" not in client(inner).get("/").headers["set-cookie"]


def test_a_cookie_that_is_secure_already_stays_as_it_is() -> None:
    inner = Inner({"Set-Cookie": "a=b; secure; HttpOnly"})
    assert client(inner, secure=True).get("/").headers["set-cookie"] == "a=b; secure; HttpOnly"


def test_a_form_is_kept_by_no_cache() -> None:
    assert client().get("/account/sign-in").headers["cache-control"] == "no-store"


def test_answers_that_no_route_gave_have_them_too() -> None:
    app = Starlette(middleware=[Middleware(Headers, secure=lambda _: False)])
    answer = TestClient(app).get("/nothing")
    assert (answer.status_code, answer.headers["x-frame-options"]) == (404, "DENY")
