"""One session's page in Chromium: from a claim to the words said, and a person's decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.interview import Channel, InterviewPlan, SessionStatus, Speaker
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing, TurnHeard
from athena.store.database import Database
from tests.browser.serving import serving
from tests.browser.walking import START_MS, button

pytestmark = [pytest.mark.browser]


def interview(location: str) -> str:
    """Store an ended interview of one well answered question and return its id."""
    database, bank = Database.open(location), load_bank(DEFAULT_FOLDER)
    use = Interviewing(database, bank, evaluator=offline_evaluator(bank))
    use.admit("E1", "Ada Lovelace")
    session_id = use.open_session("E1", InterviewPlan(question_count=1), "embedded", "m").session_id
    question = next(iter(bank.questions.values()))
    use.log_question_asked(session_id, "q", question.prompt, question.category, question.difficulty)
    said = ((Speaker.INTERVIEWER, question.prompt), (Speaker.CANDIDATE, question.reference_answer))
    for number, (speaker, text) in enumerate(said):
        use.record_turn(session_id, TurnHeard(str(speaker), speaker, text, Channel.TEXT, number, number + 1))
    use.close(session_id, SessionStatus.COMPLETED)
    database.close()
    return session_id


@pytest.fixture(scope="module")
def page_of_a_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page of a session, the first that anybody asks this server for."""
    folder = tmp_path_factory.mktemp("session")
    location = f"duckdb:///{folder / 'athena.duckdb'}"
    session_id = interview(location)
    with serving("app.py", folder / "server.log", {"DATABASE_URL": location}) as base:
        yield f"{base}/sessions?session={session_id}"


def test_a_quote_leads_to_its_line_and_an_overridden_score_changes_the_total(
    page_of_a_session: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(page_of_a_session)
    expect(page.get_by_role("link", name="Practice")).to_be_visible(timeout=START_MS)
    line = page.get_by_test_id("stChatMessage").nth(1)
    quote = page.locator("a[href='#line-2']", has_text="“").first
    expect(quote).to_be_visible(timeout=START_MS)
    expect(line).not_to_be_in_viewport()
    quote.click()
    expect(line).to_be_in_viewport(timeout=START_MS)
    expect(line).to_have_css("outline-style", "solid")
    button(page, "Review this answer").click()
    page.get_by_role("spinbutton").fill("0.25")
    page.get_by_role("textbox", name="Reason").fill("It left out the most important part.")
    page.get_by_role("textbox", name="Your ID").fill("boss")
    button(page, "Save the decision").click()
    expect(page.get_by_test_id("stMetricValue")).to_have_text("25%", timeout=START_MS)
    expect(page.get_by_text("A person decided on question 1.")).to_be_visible()


def test_the_pdf_that_is_downloaded_is_one_and_its_name_says_what_it_holds(
    page_of_a_session: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(page_of_a_session)
    page.get_by_role("button", name="Take away").click(timeout=START_MS)
    with page.expect_download(timeout=START_MS) as coming:
        page.get_by_role("button", name="PDF with transcript").click()
    file = coming.value
    assert re.fullmatch(
        r"athena-interview-ada-lovelace-\d{4}-\d\d-\d\d-report-and-transcript\.pdf", file.suggested_filename
    )
    data = Path(file.path()).read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
