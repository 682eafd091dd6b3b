"""Every page with demonstration data, looked at by axe in light and in dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.access import LOCAL
from athena.parts import price_list
from athena.services.demo import Demo
from athena.store.database import Database
from tests.browser.serving import serving
from tests.browser.walking import START_MS

pytestmark = pytest.mark.browser
_GRAVE: Final = frozenset({"serious", "critical"})
_GROUNDS: Final[dict[Literal["light", "dark"], str]] = {
    "light": "rgb(251, 250, 246)",
    "dark": "rgb(17, 24, 26)",
}
_LOOKED_AT: Final = {"exclude": [["[data-testid='stMetricChart']"], ["[class*='_brush']"]]}
"""Everything but what Streamlit and Vega draw without a name and take none for (rule ``svg-img-alt``): the
small line under a key figure, which the figure above sums up, and the empty frame that waits in a chart to be
dragged open. Charts themselves have a text in words.
"""
_SETTLED: Final = "() => document.querySelector('[data-test-script-state=\"notRunning\"]')"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of all pages, on a server with a small demonstration."""
    folder = tmp_path_factory.mktemp("accessibility")
    location, one, two = fill(folder)
    with serving("app.py", folder / "server.log", {"DATABASE_URL": location}) as base:
        yield {
            name: f"{base}/{path}"
            for name, path in {
                "interview": "",
                "practice": "problems",
                "sessions": "sessions",
                "one session": f"sessions?session={one}",
                "two sessions": f"sessions?session={one}&compare={two}",
                "sql": "sql",
                "overview": "overview?period=All+time",
                "a person": "people?person=Amara+Okafor+%C2%B7+DEMO-001",
                "questions": "questions",
                "fairness": "fairness",
                "operations": "operations",
                "invitations": "invitations",
                "audit log": "audit",
                "privacy": "privacy",
            }.items()
        }


def fill(folder: Path) -> tuple[str, str, str]:
    """Put a demonstration in; return where the database is and the ids of two sessions."""
    location = f"duckdb:///{folder / 'athena.duckdb'}"
    database = Database.open(location)
    Demo(database, load_bank(DEFAULT_FOLDER), price_list()).load(LOCAL, 6, 30)
    with_pad = (
        "SELECT session_id::VARCHAR AS id FROM interview_sessions ORDER BY sql_questions DESC, started_at"
    )
    one, two, *_ = (row["id"] for row in database.read(with_pad))
    database.close()
    return location, one, two


def test_no_page_keeps_anybody_out_in_light_or_in_dark(
    open_browser: Callable[..., Browser], pages: dict[str, str]
) -> None:
    page = open_browser().new_context(viewport={"width": 1280, "height": 900}).new_page()
    found = [fault for name, address in pages.items() for fault in faults(page, name, address)]
    assert not found, "\n".join(found)


def faults(page: Page, name: str, address: str) -> Iterator[str]:
    """Yield what keeps somebody from using a page, as axe sees it in both schemes."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    heading = page.get_by_test_id("stMain").get_by_role("heading", level=1)
    expect(heading.first).to_be_visible(timeout=START_MS)
    page.wait_for_function(_SETTLED)
    for scheme, ground in _GROUNDS.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground, timeout=START_MS)
        for fault in Axe().run(page, context=_LOOKED_AT).response["violations"]:
            if fault["impact"] in _GRAVE:
                yield f"{name}, {scheme}: {words(fault)}"


def words(fault: dict[str, Any]) -> str:
    """Return the rule with the first of the places that break it."""
    node = fault["nodes"][0]
    return f"{fault['id']} ({len(fault['nodes'])}): {node['html'][:300]} {node['failureSummary'][:300]}"
