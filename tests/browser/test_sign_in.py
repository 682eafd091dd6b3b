"""Somebody with an account in Chromium: in by a deep link, out everywhere at once, and pages all can use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from athena.domain.access import Role
from tests.browser.walking import START_MS, button
from tests.services.front import PASSWORD
from tests.web.people import IDS, Served, serving_people

pytestmark = pytest.mark.browser
SMALL = {"width": 390, "height": 844}
LARGE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole app in accounts mode, with somebody of every role."""
    with serving_people(tmp_path_factory.mktemp("sign-in")) as server:
        yield server


def fill_in(page: Page, role: Role, password: str = PASSWORD) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Employee ID").fill(IDS[role])
    page.get_by_label("Password").fill(password)
    button(page, "Sign in").click()


def test_a_deep_link_leads_through_the_sign_in_and_signing_out_reaches_the_other_tab(
    context: BrowserContext, served: Served
) -> None:
    page = context.new_page()
    page.goto(f"{served.base}/sessions?status=completed")
    fill_in(page, Role.MANAGER, "a wrong password")
    expect(page.get_by_role("alert")).to_be_focused()
    fill_in(page, Role.MANAGER)
    expect(page).to_have_url(f"{served.base}/sessions?status=completed")
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible(timeout=START_MS)

    other = context.new_page()
    other.goto(f"{served.base}/account/sign-out")
    button(other, "Sign out").click()
    expect(other.get_by_role("status")).to_have_text("You are signed out.")
    page.get_by_test_id("stAppViewContainer").press("r")
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("heading", name="Sessions")).to_have_count(0)
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(re.compile("/account/sign-in"))


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", LARGE), ("dark", SMALL)], ids=["light, large", "dark, small"]
)
def test_everybody_can_use_the_pages_about_accounts(
    open_browser: Callable[..., Browser], served: Served, scheme: str, size: dict[str, int]
) -> None:
    page = open_browser().new_context(color_scheme=scheme, viewport=size).new_page()
    page.goto(f"{served.base}/account/sign-in")
    found = {"sign in": faults(page)}
    fill_in(page, Role.CANDIDATE, "a wrong password")
    found["with an error"] = faults(page)
    fill_in(page, Role.CANDIDATE)
    page.wait_for_url(f"{served.base}/")
    for name in ("password", "sign-out", "reset?link=dead"):
        page.goto(f"{served.base}/account/{name}")
        found[name] = faults(page)
    assert not any(found.values()), found


def faults(page: Page) -> list[str]:
    """What axe finds on a page, and whether it is wider than the window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = [
        f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in Axe().run(page).response["violations"]
    ]
    return found + ([f"{wide} pixels wide"] if wide > width else [])
