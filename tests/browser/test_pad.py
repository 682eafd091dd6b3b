"""An interview by keyboard in Chromium with a question that is answered in the SQL pad."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from athena.bank.paths import DEFAULT_FOLDER
from tests.browser.serving import serving
from tests.browser.walking import START_MS, answer, arrive, button, end

pytestmark = [pytest.mark.browser, pytest.mark.speech]

WRONG = "SELECT visit_id, patient FROM visits ORDER BY visit_id"
RIGHT = "SELECT visit_id, patient, name FROM visits LEFT JOIN doctors USING (doctor_id) ORDER BY visit_id"
EXPLAINED = "The left join keeps every visit, and a visit without a doctor shows null as the name."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the questions on joins alone, the same for everybody; the second one wants a query."""
    folder = tmp_path_factory.mktemp("pad")
    bank = folder / "questions"
    bank.mkdir()
    for name in ("joins.yaml", "lexicon.yaml"):
        shutil.copy(DEFAULT_FOLDER / name, bank)
    environment = {
        "DATABASE_URL": f"duckdb:///{folder / 'athena.duckdb'}",
        "ATHENA_QUESTION_FOLDER": str(bank),
        "ATHENA_QUESTIONS": "3",
        "ATHENA_SQL_QUESTIONS": "1",
        "ATHENA_SELECTION": "fixed",
        "ATHENA_LEVEL": "beginner",
    }
    with serving("app.py", folder / "server.log", environment) as base:
        yield base


def latest(page: Page, words: str) -> None:
    """Expect the interviewer to say ``words``."""
    expect(page.get_by_test_id("stChatMessage").filter(has_text=words).last).to_be_visible(timeout=START_MS)


def write(page: Page, query: str) -> None:
    """Replace what is written in the pad."""
    page.get_by_role("textbox", name="Your query").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def to_the_query(page: Page, address: str, employee_id: str) -> None:
    """Come to the second question, which opens the pad."""
    arrive(page, address, employee_id)
    button(page, "Type my answers instead").click(timeout=START_MS)
    expect(page.get_by_text("Include a question answered by writing SQL")).to_be_visible()
    button(page, "Begin the interview").click()
    expect(page.get_by_text("Question 1 of 3", exact=True)).to_be_visible(timeout=START_MS)
    answer(page, "Skip this question, please.")
    expect(page.get_by_text("Question 2 of 3", exact=True)).to_be_visible(timeout=START_MS)


def test_a_query_that_never_ends_is_cancelled_and_the_interview_goes_on(
    address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    to_the_query(page, address, "P2")
    expect(page.get_by_role("textbox", name="Your query")).to_be_visible(timeout=START_MS)
    write(page, "SELECT count(*) FROM range(9000000000) a, range(9000000000) b WHERE a.range * b.range = 7")
    button(page, "Run").click()
    button(page, "Cancel").click(timeout=START_MS)
    expect(page.get_by_text("The query was cancelled.").first).to_be_visible()
    expect(button(page, "Cancel")).to_have_count(0)
    write(page, WRONG)
    button(page, "Run").click()
    expect(page.get_by_text("Not yet the expected result")).to_be_visible(timeout=START_MS)


def test_a_question_is_answered_in_the_pad_and_the_interviewer_reacts(
    address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    to_the_query(page, address, "P1")
    expect(page.get_by_role("textbox", name="Your query")).to_be_visible(timeout=START_MS)
    write(page, WRONG)
    button(page, "Run").click()
    expect(page.get_by_text("Not yet the expected result")).to_be_visible(timeout=START_MS)
    expect(page.get_by_text("Expected", exact=True)).to_be_visible()
    latest(page, "Expected 3 columns, got 2.")
    write(page, RIGHT)
    button(page, "Submit").click()
    latest(page, "few sentences")
    expect(page.get_by_role("textbox", name="Your query")).to_contain_text("LEFT JOIN")
    answer(page, EXPLAINED)
    expect(page.get_by_text("Question 3 of 3", exact=True)).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("textbox", name="Your query")).to_have_count(0)
    end(page)
    expect(page.get_by_text("Query: 100%")).to_be_visible()
    expect(page.get_by_text("Explanation: 100%")).to_be_visible()
    page.get_by_text("In the SQL pad: 2 times run or handed in").click()
    for query in (WRONG, RIGHT):
        expect(page.get_by_test_id("stCode").filter(has_text=query)).to_be_visible()
    expect(page.get_by_text("The query was handed in and is right on all data.")).to_be_visible()
