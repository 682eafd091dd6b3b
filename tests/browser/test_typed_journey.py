"""An interview by keyboard in Chromium, and what stands in for a missing microphone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from athena.ui import notices
from tests.browser.walking import START_MS, Requests, answer, arrive, button, end

pytestmark = [pytest.mark.browser, pytest.mark.speech]

WORDS = "A left join keeps every row of the left table and fills the rest with NULL. <b>Really</b>"


def test_a_typed_interview_goes_from_the_first_page_to_the_report_without_asking_anybody_outside(
    athena: str, context: BrowserContext
) -> None:
    page = context.new_page()
    requests = Requests(page)
    arrive(page, athena, "T1")
    expect(page.get_by_text(notices.NO_MICROPHONE.title)).to_be_visible(timeout=START_MS)
    button(page, "Type my answers instead").click()
    button(page, "Begin the interview").click()
    expect(page.get_by_text("Question 1 of 5", exact=True)).to_be_visible(timeout=START_MS)
    answer(page, WORDS)
    expect(page.get_by_test_id("stChatMessage").filter(has_text=WORDS)).to_be_visible(timeout=START_MS)
    expect(page.get_by_test_id("stChatMessage")).to_have_count(3, timeout=START_MS)
    end(page)
    expect(page.get_by_test_id("stChatMessage").filter(has_text=WORDS)).to_be_visible()
    assert page.locator("b", has_text="Really").count() == 0
    assert requests.outside == []


def test_a_reload_comes_back_to_the_running_interview(athena: str, context: BrowserContext) -> None:
    page = context.new_page()
    arrive(page, athena, "T2")
    button(page, "Type my answers instead").click(timeout=START_MS)
    button(page, "Begin the interview").click()
    expect(page.get_by_text("Question 1 of 5", exact=True)).to_be_visible(timeout=START_MS)
    page.reload()
    expect(page.get_by_text("Question 1 of 5", exact=True)).to_be_visible(timeout=START_MS)
    expect(button(page, "Speak instead")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("SQL interview")


def test_the_chosen_answer_can_be_read_in_the_dark(athena: str, open_browser: Callable[..., Browser]) -> None:
    page = open_browser().new_context(color_scheme="dark").new_page()
    arrive(page, athena, "T6")
    chosen = page.get_by_role("radio", name="Intermediate")
    expect(chosen).to_have_css("color", "rgb(231, 236, 234)", timeout=START_MS)


def test_a_blocked_microphone_is_explained(athena: str, open_browser: Callable[..., Browser]) -> None:
    browser = open_browser("--use-fake-device-for-media-stream")
    page = browser.new_context(permissions=["geolocation"]).new_page()  # granting one denies the others
    arrive(page, athena, "T3")
    expect(page.get_by_text(notices.MICROPHONE_DENIED.title)).to_be_visible(timeout=START_MS)


def test_a_page_that_is_not_secure_is_explained(athena: str, open_browser: Callable[..., Browser]) -> None:
    page = open_browser().new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    arrive(page, athena, "T4")
    expect(page.get_by_text(notices.insecure_origin(8501).title)).to_be_visible(timeout=START_MS)


def test_a_browser_without_webrtc_is_explained(athena: str, open_browser: Callable[..., Browser]) -> None:
    page = open_browser().new_context().new_page()
    page.add_init_script("delete window.RTCPeerConnection")
    arrive(page, athena, "T5")
    expect(page.get_by_text(notices.UNSUPPORTED_BROWSER.title)).to_be_visible(timeout=START_MS)
