"""What a visitor does in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

START_MS = 60_000
_OUR_OWN = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|(data|blob|about):")


class Requests:
    """Every address a page asks for."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    @property
    def outside(self) -> list[str]:
        """Those that leave this machine."""
        return [url for url in self.urls if not _OUR_OWN.match(url)]


def button(page: Page, name: str) -> Locator:
    """Return the button with this name."""
    return page.get_by_role("button", name=name, exact=True)


def arrive(page: Page, base: str, employee_id: str) -> None:
    """Come as somebody new up to the preparation, and agree."""
    page.goto(base)
    page.get_by_role("textbox", name="Employee ID").fill(employee_id, timeout=START_MS)
    button(page, "Continue").click()
    page.get_by_role("textbox", name="Name").fill("Ada Lovelace")
    button(page, "Continue").click()
    page.get_by_text("I agree that").click()
    expect(page.get_by_role("checkbox", name="I agree that")).to_be_checked()


def microphone_frame(page: Page) -> FrameLocator:
    """Return the frame with the microphone's button."""
    return page.frame_locator("iframe[title='Microphone']")


def answer(page: Page, text: str) -> None:
    """Type an answer and send it."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")


def end(page: Page) -> None:
    """Leave for good and open the report."""
    button(page, "Leave").click()
    button(page, "End the interview").click()
    button(page, "Read the report").click(timeout=START_MS)
    expect(page.get_by_text("Question by question")).to_be_visible(timeout=START_MS)
