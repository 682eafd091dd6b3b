"""The editor in a real Chromium: what is typed, completed, run and marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.serving import ROOT, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the editor alone; what is static is served from beside its script."""
    folder = tmp_path_factory.mktemp("editor")
    copytree(ROOT / "static", folder / "static")
    script = copy(Path(__file__).with_name("editor_app.py"), folder)
    with serving(script, folder / "log") as base:
        yield base


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="SQL").click()
    return page


def told(page: Page, line: str) -> None:
    expect(page.get_by_text(line, exact=True)).to_be_visible()


def test_what_is_typed_is_told_when_typing_rests(page: Page) -> None:
    page.keyboard.type("SELECT 1")
    told(page, "written: 'SELECT 1'")


def test_ctrl_enter_runs_all_that_is_written(page: Page) -> None:
    page.keyboard.type("SELECT 1")
    page.keyboard.press("Control+Enter")
    told(page, "ran: Run(text='SELECT 1', line=1, column=1)")


def test_a_selection_is_run_alone_and_tells_where_it_starts(page: Page) -> None:
    page.keyboard.type("SELECT 1;\nSELECT 2")
    for _ in range(8):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+Enter")
    told(page, "ran: Run(text='SELECT 2', line=2, column=1)")


def test_columns_are_completed_behind_an_alias(page: Page) -> None:
    page.keyboard.type("SELECT  FROM employees e")
    for _ in range(17):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("e.dep")
    page.get_by_role("option", name="department").click()
    told(page, "written: 'SELECT e.department FROM employees e'")


def test_running_puts_the_completions_away(page: Page) -> None:
    page.keyboard.type("SELECT 1 DES")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)


def test_a_fault_is_marked_where_it_was_reported(page: Page) -> None:
    page.keyboard.type("SELECT zz FROM reports")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".cm-lintRange-error")).to_have_text("zz")


def test_an_example_replaces_what_is_written(page: Page) -> None:
    page.keyboard.type("nonsense")
    page.get_by_role("button", name="Example").click()
    told(page, "written: 'SELECT 42'")
    expect(page.get_by_role("textbox", name="SQL")).to_contain_text("SELECT 42")


def test_a_name_is_inserted_where_the_cursor_is(page: Page) -> None:
    page.keyboard.type("SELECT  FROM reports")
    for _ in range(13):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Insert").click()
    told(page, "written: 'SELECT score FROM reports'")


def test_escape_and_tab_leave_the_editor(page: Page) -> None:
    page.keyboard.type("SELECT 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="After")).to_be_focused()


def test_without_the_bundle_a_plain_field_takes_its_place(context: BrowserContext, address: str) -> None:
    context.route("**/static/editor.js*", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    field = page.get_by_role("textbox", name="SQL")
    field.fill("SELECT 7")
    field.blur()
    told(page, "written: 'SELECT 7'")
