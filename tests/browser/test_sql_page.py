"""An analyst in Chromium: writes with completion, runs, draws, takes away; and ends what never ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.serving import serving
from tests.browser.test_session_page import interview
from tests.browser.walking import START_MS

pytestmark = pytest.mark.browser
ENDLESS = "SELECT count(*) FROM range(10000000000) a, range(10000000000) b"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sql")
    location = f"duckdb:///{folder / 'athena.duckdb'}"
    interview(location)
    with serving("app.py", folder / "server.log", {"DATABASE_URL": location, "SQL_TIMEOUT": "60"}) as base:
        yield f"{base}/sql"


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    editor = page.get_by_role("textbox", name="SQL query")
    expect(editor).to_be_visible(timeout=START_MS)
    editor.click()
    return page


def test_a_query_written_with_completion_is_run_drawn_and_taken_away(page: Page) -> None:
    page.keyboard.type("SELECT q.category, r.score FROM interview_responses r JOIN interview_ques")
    page.get_by_role("option", name="interview_questions").click()
    page.keyboard.type(" q ON q.id = r.question_id")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 row in")).to_be_visible(timeout=START_MS)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV", exact=True).click()
    lines = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == '"category","score"'
    assert len(lines) == 2
    page.get_by_role("tab", name="Chart").click()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible(
        timeout=START_MS
    )


def test_a_query_that_never_ends_is_cancelled(page: Page) -> None:
    page.keyboard.type(ENDLESS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Cancel").click(timeout=START_MS)
    expect(page.get_by_text("The query was cancelled.")).to_be_visible(timeout=START_MS)
