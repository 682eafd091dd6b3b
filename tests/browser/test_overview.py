"""A manager in Chromium: clicks a cell of the heatmap, shares the address, opens a session."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from athena.store.database import Database
from tests.browser.serving import serving
from tests.browser.walking import START_MS
from tests.services.test_insights import put

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("overview")
    database = Database.open(folder / "athena.duckdb")
    with database.transaction() as tx:
        put(tx)
    database.close()
    location = f"duckdb:///{folder / 'athena.duckdb'}"
    with serving("app.py", folder / "server.log", {"DATABASE_URL": location}) as base:
        yield f"{base}/overview?period=All+time"


def shows_interviews(page: Page, number: int) -> None:
    """Wait until the first key figure is this."""
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(str(number), timeout=START_MS)


def test_a_click_in_the_heatmap_filters_and_the_address_carries_it_on(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    shows_interviews(page, 5)
    heatmap = (
        page.locator(".st-key-card_heatmap").get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    )
    heatmap.scroll_into_view_if_needed()
    box = heatmap.bounding_box()
    assert box is not None
    heatmap.click(position={"x": box["width"] * 0.7, "y": box["height"] * 0.6})  # the lower cell of two: CTEs
    shows_interviews(page, 2)
    expect(page).to_have_url(re.compile("category="))

    other = context.new_page()
    other.goto(page.url)
    shows_interviews(other, 2)
    expect(other.locator(".st-key-category").get_by_text("CTEs")).to_be_visible()
    other.get_by_role("link", name=re.compile("^Ann ")).first.click()
    expect(other).to_have_url(re.compile("session="))
    expect(other.get_by_role("heading", name="Ann")).to_be_visible(timeout=START_MS)
