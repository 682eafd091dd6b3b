"""What every path stands for; what nobody thought of is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.access import PAGES
from athena.web.paths import Kind, is_file, kind_of, page_of


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_table_is_a_page(page: str) -> None:
    assert kind_of(f"/{page}") is Kind.PAGE


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/index.js", Kind.OPEN),
        ("/app/static/icon.svg", Kind.OPEN),
        ("/component/streamlit_webrtc.webrtc_streamer/index.html", Kind.OPEN),
        ("/health", Kind.OPEN),
        ("/_stcore/health", Kind.OPEN),
        ("/account/sign-in", Kind.OPEN),
        ("/invite/token", Kind.OPEN),
        ("/media/abc.csv", Kind.KNOWN),
        ("/_stcore/upload_file/session/file", Kind.KNOWN),
        ("/_stcore/stream", Kind.STREAM),
        ("/metrics", Kind.METRICS),
        ("/_stcore/metrics", Kind.METRICS),
    ],
)
def test_what_is_known_has_its_kind(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
        "/_stcore/anything-new",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/sql/_stcore/health",
        "/index.html",
        "/.env",
        "/data/athena.duckdb",
        "/SQL",
        "//sql",
        "/sql//",
        "/health/",
        "/account",
        "/metricsx",
    ],
)
def test_whatever_else_is_asked_for_is_not_there(path: str) -> None:
    assert kind_of(path) is Kind.ABSENT


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../../.env",
        "/app/static/..",
        "/static/..\\..\\secret",
        "/account/../sql",
        "/media/../_stcore/metrics",
        "/app/static/a\x00.svg",
    ],
)
def test_no_path_leads_out_of_its_folder(path: str) -> None:
    assert kind_of(path) is Kind.ABSENT


def test_a_page_may_end_with_a_slash() -> None:
    assert page_of("/sql/") == "sql"


@given(st.text(max_size=30).map("/{}".format))
def test_a_file_is_for_everybody_or_not_there(path: str) -> None:
    assert not is_file(path) or kind_of(path) in (Kind.OPEN, Kind.ABSENT)
