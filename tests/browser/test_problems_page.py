"""A candidate in Chromium solves a coding problem after a wrong attempt and with a hint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from athena.bank.paths import PROBLEM_FOLDER
from athena.bank.problems import load_problems
from tests.browser.serving import serving
from tests.browser.walking import START_MS

pytestmark = pytest.mark.browser
PROBLEM = load_problems(PROBLEM_FOLDER).problems["shows-per-host"]


@pytest.fixture
def page(tmp_path: Path, context: BrowserContext) -> Iterator[Page]:
    """The problem, opened by somebody new."""
    with serving("app.py", tmp_path / "log", {"DATABASE_URL": f"duckdb:///{tmp_path / 'a.duckdb'}"}) as base:
        page = context.new_page()
        page.goto(f"{base}/problems?problem={PROBLEM.id}")
        page.get_by_role("textbox", name="Employee ID").fill("E1042", timeout=START_MS)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("textbox", name="Name").fill("Ada Lovelace", timeout=START_MS)
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", name=PROBLEM.title)).to_be_visible(timeout=START_MS)
        yield page


def hand_in(page: Page, sql: str) -> None:
    page.get_by_role("textbox", name="Your answer").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(" ".join(sql.split()))
    page.get_by_role("button", name="Submit").click()


def test_a_problem_is_solved_after_a_wrong_attempt(page: Page) -> None:
    assert PROBLEM.exercise is not None
    hand_in(page, PROBLEM.exercise.wrong_variants[0].sql)
    expect(page.get_by_text("Wrong answer").first).to_be_visible(timeout=START_MS)
    page.get_by_role("button", name="Show hint 1").click()
    expect(page.get_by_text("1 of 3 hints used")).to_be_visible(timeout=START_MS)
    hand_in(page, PROBLEM.exercise.gold[0])
    expect(page.get_by_role("heading", name="Solution")).to_be_visible(timeout=START_MS)
    page.get_by_role("button", name="All problems").click()
    expect(page.get_by_text("Beginner · 1 of")).to_be_visible(timeout=START_MS)
    page.get_by_role("button", name="Open").last.click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(timeout=START_MS)
    expect(page.get_by_role("textbox", name="Your answer")).to_be_visible(timeout=START_MS)
