"""The whole server over real HTTP and WebSockets: whom it turns away, and what its log never holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import get_type_hints

import httpx2 as httpx
import pytest

from athena.config import Settings
from athena.domain.access import COOKIE, PAGES, PERMISSIONS, Role
from tests.web.people import IDS, PASSWORD, Served, form_token, send, serving_people, sign_in
from tests.web.wire import at, form_head, said_to, socket_of

WORD = "canary"
SECRETS = {
    "OPENAI_API_KEY": "sk-canary-of-openai-0123456789",
    "SESSION_SECRET_KEY": "canary-that-signs-the-cookies-0123456789",
    "ADMIN_PASSWORD": "canary of the administrator",
    "ATHENA_METRICS_TOKEN": "canary-of-the-metrics",
    "ATHENA_ICE_CREDENTIAL": "canary-of-the-relay",
    "JUDGE0_API_KEY": "canary-of-judge0",
    "OIDC_CLIENT_SECRET": "canary-of-the-provider",
    "ATHENA_WEBHOOK_SECRET": "whsec_" + "canary" * 6,
    "ATHENA_ENCRYPTION_KEY": "canary" * 7 + "g=",
}
BEARER = {"Authorization": f"Bearer {SECRETS['ATHENA_METRICS_TOKEN']}"}
WORDY = {
    "OIDC_ISSUER": "https://localhost:9",
    "OIDC_CLIENT_ID": "athena",
    "OIDC_ALLOWED_DOMAINS": "*",
    "ATHENA_WEBHOOK_URL": "https://localhost:9/told",
    "LOG_LEVEL": "DEBUG",
    "DEBUG": "true",
    "STREAMLIT_LOGGER_LEVEL": "debug",
    "ATHENA_REQUEST_SECONDS": "2",
    "ATHENA_ALLOW_NEW_EMPLOYEES": "true",
    "ATHENA_REQUESTS_PER_MINUTE": "6000",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that logs all it can and has a secret in every setting that takes one."""
    with serving_people(tmp_path_factory.mktemp("hardened"), SECRETS | WORDY) as served:
        yield served


@pytest.fixture(scope="module")
def signed_in(server: Served) -> Iterator[dict[Role, httpx.Client]]:
    """A browser of every role."""
    with ExitStack() as stack:
        yield {role: stack.enter_context(closing(server.signed_in(role))) for role in Role}


@pytest.fixture
def visitor(server: Served) -> Iterator[httpx.Client]:
    """A browser of nobody."""
    with server.visitor() as browser:
        yield browser


@pytest.mark.parametrize("role", Role)
def test_a_page_opens_to_whom_the_table_lets_in(signed_in: dict[Role, httpx.Client], role: Role) -> None:
    got = {page: signed_in[role].get(f"/{page}").status_code for page in PAGES}
    assert got == {page: 200 if wanted in PERMISSIONS[role] else 403 for page, wanted in PAGES.items()}


def test_nobody_gets_a_page_a_file_of_somebody_or_the_page_of_streamlit(visitor: httpx.Client) -> None:
    got = {page: visitor.get(f"/{page}").status_code for page in PAGES}
    assert set(got.values()) == {303}
    hidden = [
        "/media/x.csv",
        "/_stcore/upload_file/a/b",
        "/index.html",
        "/_stcore/agent/openapi.json",
        "/x/y",
    ]
    assert [visitor.get(path).status_code for path in hidden] == [401, 401, 404, 404, 404]


def test_nobody_uploads(server: Served, visitor: httpx.Client) -> None:
    answer = visitor.put("/_stcore/upload_file/a/b", files={"file": b"x"})
    assert answer.status_code == 401


def test_a_file_needs_the_token_of_the_page_that_sends_it(signed_in: dict[Role, httpx.Client]) -> None:
    answer = signed_in[Role.MANAGER].put("/_stcore/upload_file/a/b", files={"file": b"x"})
    assert (answer.status_code, "xsrf" in answer.text.lower()) == (403, True)


def test_a_connection_needs_a_cookie_and_our_own_page(
    server: Served, signed_in: dict[Role, httpx.Client]
) -> None:
    ours, cookie = at(server), f"{COOKIE}={signed_in[Role.ADMIN].cookies[COOKIE]}"
    evil = "evil.example"
    assert socket_of(server, host=ours, origin=f"http://{ours}", cookie=cookie) == 101
    assert socket_of(server, host=ours, origin=f"http://{ours}", cookie="") == 403
    assert socket_of(server, host=ours, origin=f"http://{evil}", cookie=cookie) == 403
    assert socket_of(server, host=evil, origin=f"http://{evil}", cookie=cookie) == 403


def test_a_forged_host_is_refused_even_with_its_own_origin(
    server: Served, signed_in: dict[Role, httpx.Client]
) -> None:
    forged = {"Host": "evil.example", "Origin": "http://evil.example"}
    admin = signed_in[Role.ADMIN]
    assert [admin.get(path, headers=forged).status_code for path in ("/", "/health", "/sql")] == [400] * 3
    assert admin.post("/account/sign-out", headers=forged).status_code == 400


def test_another_site_signs_nobody_out(signed_in: dict[Role, httpx.Client]) -> None:
    admin = signed_in[Role.ADMIN]
    answer = admin.post("/account/sign-out", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert admin.get("/accounts").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../../.env",
        "/app/static/..%2f..%2f.env",
        "/app/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/%2e%2e/index.html",
        "/static/..%5c..%5cindex.html",
        "/component/streamlit_webrtc.webrtc_streamer/%2e%2e/%2e%2e/__init__.py",
        "/_stcore/bidi-components/x/%2e%2e/x",
        "/app/static//etc/passwd",
        "//etc/passwd",
        "/app/static/%00icon.svg",
    ],
)
def test_no_path_leads_out_of_a_folder(server: Served, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: {at(server)}\r\nConnection: close\r\n\r\n"
    status = said_to(server, request.encode()).split(b" ", 2)[1]
    assert status in (b"400", b"404")


def test_a_body_that_announces_too_much_is_refused_at_once(server: Served) -> None:
    assert said_to(server, form_head(server, "Content-Length: 999999999")).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_pieces_that_grows_too_large_is_refused(server: Served) -> None:
    pieces = [b"%x\r\n%s\r\n" % (22_000, b"a" * 22_000)] * 3
    answer = said_to(server, form_head(server, "Transfer-Encoding: chunked"), *pieces)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_somebody_who_never_ends_a_form_is_hung_up_on(server: Served) -> None:
    answer = said_to(server, form_head(server, "Content-Length: 10"), b"a")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_headers_without_end_are_refused(server: Served) -> None:
    big = "a" * 40_000
    assert said_to(server, form_head(server, f"Cookie: {big}")).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 303),
        ("/health", {}, 200),
        ("/account/sign-in", {}, 200),
        ("/account/set-up", {}, 404),
        ("/app/static/icon.svg", {}, 200),
        ("/app/static/none", {}, 404),
        ("/nothing", {"Accept": "text/html"}, 404),
        ("/media/x", {}, 401),
        ("/", {"Host": "evil.example"}, 400),
        ("/metrics", {}, 401),
        ("/?" + "a" * 9000, {}, 414),
        ("/_stcore/host-config", {}, 200),
    ],
)
def test_every_kind_of_answer_has_the_headers(
    visitor: httpx.Client, path: str, headers: dict[str, str], status: int
) -> None:
    answer = visitor.get(path, headers=headers)
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_of_a_signed_in_person_runs_streamlits_inline_script_alone(
    signed_in: dict[Role, httpx.Client],
) -> None:
    answer = signed_in[Role.ADMIN].get("/")
    scripts = re.findall(r"script-src ([^;]*);", answer.headers["content-security-policy"])[0]
    assert re.fullmatch(r"'self' blob: 'sha256-[A-Za-z0-9+/=]{44}'", scripts)


def test_the_metrics_are_for_whoever_has_the_token(
    visitor: httpx.Client, signed_in: dict[Role, httpx.Client]
) -> None:
    assert signed_in[Role.ADMIN].get("/metrics").status_code == 401
    text = visitor.get("/metrics", headers=BEARER).text
    assert f"athena_sign_ins {len(Role)}" in text
    assert "athena_interviews_running 0" in text
    assert visitor.get("/_stcore/metrics", headers=BEARER).status_code == 200


def test_a_secret_is_planted_in_every_setting_that_takes_one() -> None:
    hints = get_type_hints(Settings, include_extras=True)
    assert set(SECRETS) == {
        field.alias for name, field in Settings.model_fields.items() if "SecretStr" in str(hints[name])
    }


def test_the_log_of_a_full_run_holds_no_secret(server: Served, visitor: httpx.Client) -> None:
    token, browser = "canary-token-of-a-link", visitor
    sign_in(browser, "canary@example.org", "canary wrong password")
    sign_in(browser, IDS[Role.ANALYST], "canary wrong password")
    assert sign_in(browser, IDS[Role.CANDIDATE], PASSWORD).status_code == 303
    cookie = browser.cookies[COOKIE]
    send(
        browser,
        "/account/password",
        {"current": "canary current", "password": "canary new", "again": "canary"},
    )
    for path in ("set-up", "register", "reset"):
        browser.get(f"/account/{path}?link={token}")
        browser.post(f"/account/{path}", data={"link": token, "password": "canary password"})
    browser.get(f"/invite/{token}")
    browser.post(f"/invite/{token}", data={"form_token": "canary"})
    browser.get("/account/oidc/start")
    browser.get("/account/oidc/back?code=canary-code&state=canary-state")
    browser.get("/metrics", headers={"Authorization": "Bearer canary-guess"})
    browser.get("/metrics", headers=BEARER)
    form = form_token(browser.get("/account/password"))
    ours = at(server)
    socket_of(server, host=ours, origin=f"http://{ours}", cookie=f"{COOKIE}={cookie}; x={WORD}")
    socket_of(server, host=ours, origin=f"http://{ours}?{WORD}", cookie=f"{COOKIE}=canary-forged")
    said_to(server, form_head(server, "Content-Length: 12", "Connection: close"), b"canary=canary")
    log = server.log.read_text("utf-8", "replace")
    assert "Runtime state" in log  # it did log in detail
    held = [word for word in (WORD, cookie, PASSWORD, form) if word in log]
    assert held == [], [line for line in log.splitlines() if any(word in line for word in held)]


def test_the_database_holds_no_password_and_no_token(
    server: Served, signed_in: dict[Role, httpx.Client]
) -> None:
    files = [path for path in Path(server.database).parent.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files if path != server.log)
    assert kept
    for secret in (PASSWORD, signed_in[Role.ADMIN].cookies[COOKIE], SECRETS["ADMIN_PASSWORD"]):
        assert secret.encode() not in kept
