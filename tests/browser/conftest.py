"""Real servers, and a real Chromium when a test asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Playwright, sync_playwright

from athena.cli.chromium import find
from tests.browser.serving import serving


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without one these tests fail."""
    found = find()
    if found is None:
        pytest.fail("Chromium is not installed; name it in ATHENA_CHROMIUM.")
    return found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for one file: while it runs, so does its event loop, and other files need their own."""
    with sync_playwright() as running:
        yield running


@contextmanager
def launching(playwright: Playwright, chromium_path: str) -> Iterator[Callable[..., Browser]]:
    """Launch browsers with command line switches; they are closed at the end.

    Whatever a page wanted and its content policy forbids fails the test then.
    """
    forbidden: list[str] = []
    with ExitStack() as stack:

        def launch(*switches: str) -> Browser:
            browser = playwright.chromium.launch(
                executable_path=chromium_path,
                args=["--no-sandbox", "--allow-loopback-in-peer-connection", *switches],
            )
            stack.callback(browser.close)
            browser.on("context", lambda context: watch_policy(context, forbidden))
            return browser

        yield launch
    assert not forbidden, forbidden


def watch_policy(context: BrowserContext, forbidden: list[str]) -> None:
    """Note what the pages of a browser want and their content policy forbids."""

    def heed(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            forbidden.append(message.text)

    context.on("console", heed)


@pytest.fixture
def open_browser(playwright: Playwright, chromium_path: str) -> Iterator[Callable[..., Browser]]:
    """Launch browsers that are closed after the test."""
    with launching(playwright, chromium_path) as launch:
        yield launch


@pytest.fixture(scope="module")
def launch(playwright: Playwright, chromium_path: str) -> Iterator[Callable[..., Browser]]:
    """Launch browsers that are closed after the last test of the file."""
    with launching(playwright, chromium_path) as launched:
        yield launched


@pytest.fixture
def context(open_browser: Callable[..., Browser]) -> BrowserContext:
    """A plain browser without a microphone."""
    return open_browser().new_context()


@pytest.fixture
def media(tmp_path: Path) -> Iterator[str]:
    """The address of the microphone's page alone."""
    with serving("tests/browser/media_app.py", tmp_path / "server.log") as base:
        yield base


@pytest.fixture(scope="module")
def athena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the whole app, on a database of its own."""
    folder = tmp_path_factory.mktemp("athena")
    environment = {"DATABASE_URL": f"duckdb:///{folder / 'athena.duckdb'}"}
    with serving("app.py", folder / "server.log", environment) as base:
        yield base
