"""An invited person in Chromium: from the link to the end of the interview, with a reload on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus
from athena.domain.people import Employee
from athena.domain.templates import Contact, Template
from athena.services.auditing import Auditing
from athena.services.inviting import Inviting
from athena.services.records import utc_now
from athena.services.templates import Templates
from athena.store import consents, employees, sessions
from athena.store.database import Database
from tests.browser.serving import serving
from tests.browser.walking import START_MS, Requests, answer, button

pytestmark = [pytest.mark.browser, pytest.mark.speech]

WORDS = "A left join keeps every row of the left table and fills the rest with NULL."
WANTED = Template("Spring intake", Contact("Kim Park", "kim@example.org"), question_count=1, sql_questions=0)


def invite(path: Path) -> str:
    """Invite Jo as a manager would; returns the token of the link."""
    database = Database.open(path)
    audit = Auditing(database)
    with database.transaction() as tx:
        employees.add(tx, Employee("E1", "Jo Lee"), utc_now())
    template = Templates(database, audit).create(LOCAL, WANTED)
    (made,) = Inviting(database, audit).create(LOCAL, template.template_id, ["E1"]).links
    database.close()
    return made.token


@contextmanager
def serving_alone(path: Path, log: Path) -> Iterator[str]:
    """Serve that database to nobody but whoever signs in or comes by a link."""
    environment = {
        "ATHENA_MODE": "accounts",
        "ATHENA_SELECTION": "fixed",
        "DATABASE_URL": f"duckdb:///{path}",
    }
    with serving("app.py", log, environment) as base:
        yield base


def test_an_invited_person_takes_the_interview_once_and_may_come_back_in_the_middle(
    tmp_path: Path, context: BrowserContext
) -> None:
    path, page = tmp_path / "athena.duckdb", context.new_page()
    token, requests = invite(path), Requests(page)
    with serving_alone(path, tmp_path / "server.log") as base:
        take(page, f"{base}/invite/{token}")
    assert requests.outside == []
    database = Database.open(path)
    (session,) = sessions.recent(database, 9)
    assert session.status is SessionStatus.COMPLETED
    assert len(consents.of_session(database, session.session_id)) == 1
    database.close()


def take(page: Page, link: str) -> None:
    """Take the interview of a link by keyboard, with a reload and a second visit by the link on the way."""
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kim Park invites you to an interview")
    button(page, "Continue").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible(timeout=START_MS)
    expect(page.get_by_label("Employee ID")).to_have_count(0)
    page.get_by_text("I agree that").click()
    button(page, "Type my answers instead").click(timeout=START_MS)
    button(page, "Begin the interview").click()
    asked = page.get_by_text("Question 1 of 1", exact=True)
    expect(asked).to_be_visible(timeout=START_MS)
    page.goto(link)
    button(page, "Go on with the interview").click()
    expect(asked).to_be_visible(timeout=START_MS)
    page.reload()
    expect(asked).to_be_visible(timeout=START_MS)
    answer(page, WORDS)
    answer(page, "I don't know any more, that is all.")
    expect(page.get_by_role("heading", name="Thank you, that was it")).to_be_visible(timeout=START_MS)
    page.goto(link)
    expect(page.get_by_text("This link has been used")).to_be_visible()
