"""What the server looks at before it lets anybody near."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from streamlit import config, net_util
from streamlit.web.server import server_util

from athena.config import Settings
from athena.errors import SetupError
from athena.ui.server import address, lifespan, stay_here


@pytest.fixture
def listen() -> Iterator[Callable[[str], None]]:
    """Say on which address the server listens."""
    before = config.get_option("server.address")
    yield lambda host: config.set_option("server.address", host)
    config.set_option("server.address", before)


def test_a_server_that_others_reach_does_not_start_without_accounts(
    listen: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATHENA_MODE", "local")
    listen("0.0.0.0")

    async def start() -> None:
        async with lifespan(None):
            pytest.fail("it started")

    with pytest.raises(SetupError, match="On 0.0.0.0 other machines would reach Athena"):
        asyncio.run(start())


def test_no_service_on_the_internet_is_asked_for_this_machines_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    stay_here()
    server_util.is_url_from_allowed_origins("https://athena.example.org")
    assert asked == []


@pytest.mark.parametrize(
    ("host", "public_url", "told"),
    [
        ("localhost", None, "http://localhost:8501"),
        ("0.0.0.0", None, "http://localhost:8501"),
        ("192.0.2.7", None, "http://192.0.2.7:8501"),
        ("0.0.0.0", "https://athena.example.org/", "https://athena.example.org"),
    ],
)
def test_the_link_to_set_up_leads_to_where_people_reach_the_server(
    listen: Callable[[str], None], host: str, public_url: str | None, told: str
) -> None:
    listen(host)
    assert address(Settings.model_validate({"ATHENA_PUBLIC_URL": public_url})) == told
