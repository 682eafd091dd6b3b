"""An interview by OpenAI's protocol in Chromium: its quota ends in the middle, this machine goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.access import LOCAL
from athena.domain.interview import SessionStatus, Speaker
from athena.domain.report import ItemStatus, Report
from athena.interviewer.engines import load_engines
from athena.services.interviewing import Session
from athena.services.reading import Reading, TranscriptLine
from athena.services.reporting import build
from athena.services.spending import Spending
from athena.store.database import Database
from athena.store.engines import EngineUse
from tests.browser.headset import SCRIPT, SWITCHES
from tests.browser.serving import serving
from tests.browser.test_whole_interview import TURN_MS, Walk, bank_of
from tests.browser.walking import START_MS, button, microphone_frame
from tests.realtime.fakes_cloud import Cloud, cloud

pytestmark = [pytest.mark.browser, pytest.mark.speech]

QUESTIONS = ("joins-left-vs-inner", "agg-where-vs-having", "setop-union-all")
GO_ON_HERE = "Go on with the interviewer on this machine"


@dataclass(frozen=True)
class Interview:
    """What is left of the interview when everything has been closed."""

    session: Session
    lines: list[TranscriptLine]
    engines: list[EngineUse]
    spent: list[Spending]
    report: Report
    configuration: dict[str, Any]
    spoken: list[str]
    asked: list[str]
    shown: str

    @property
    def said(self) -> list[str]:
        return [line.text for line in self.lines if line.speaker is Speaker.CANDIDATE]


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory, launch: Callable[..., Browser]) -> Interview:
    """Take the interview once; the tests look at what came of it."""
    folder = tmp_path_factory.mktemp("cloud")
    bank = bank_of(QUESTIONS, folder / "questions")
    with cloud(load_engines(), quota=2) as service:
        environment = {
            "DATABASE_URL": f"duckdb:///{folder / 'athena.duckdb'}",
            "ATHENA_QUESTION_FOLDER": str(bank),
            "ATHENA_LEVEL": "beginner",
            "ATHENA_QUESTIONS": "3",
            "ATHENA_ENGINE": "openai",
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_BASE_URL": service.url,
            "OPENAI_EVALUATION_MODEL": "off",
        }
        with serving("app.py", folder / "server.log", environment) as base:
            page = launch(*SWITCHES).new_context(permissions=["microphone"]).new_page()
            page.add_init_script(SCRIPT)
            walk = Walk(page, base)
            asked, shown = _take(walk)
        return _kept(folder / "athena.duckdb", bank, service, walk.spoken, asked, shown)


def _take(walk: Walk) -> tuple[list[str], str]:
    """Go through the interview; return the questions seen before and after the change, and the report."""
    walk.begin()
    walk.answer_aloud()
    expect(walk.page.get_by_text("Question 2 of 3", exact=True)).to_be_visible(timeout=TURN_MS)
    expect(walk.state("listening")).to_be_visible(timeout=TURN_MS)
    asked = [_question(walk)]
    clip, words = walk.fitting_answer()
    walk.headset.say(clip)
    walk.spoken.append(words)
    button(walk.page, GO_ON_HERE).click(timeout=TURN_MS)
    _begin_again(walk)
    asked.append(_question(walk))
    walk.finish_by_typing()
    return asked, _report(walk)


def _begin_again(walk: Walk) -> None:
    page = walk.page
    go_on = button(page, "Continue the interview")
    expect(go_on).to_be_visible(timeout=START_MS)
    consent = page.get_by_role("checkbox", name="I agree that")
    if not consent.is_checked():
        page.get_by_text("I agree that").click()
    microphone_frame(page).get_by_role("button", name="Turn on the microphone").click(timeout=START_MS)
    expect(go_on).to_be_enabled(timeout=START_MS)
    go_on.click()
    expect(page.get_by_text("Question 2 of 3", exact=True)).to_be_visible(timeout=START_MS)


def _report(walk: Walk) -> str:
    button(walk.page, "Read the report").click()
    main = walk.page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="Record", exact=True)).to_be_visible(timeout=START_MS)
    return main.inner_text()


def _question(walk: Walk) -> str:
    return walk.page.get_by_role("heading", level=3).first.inner_text()


def _kept(
    database: Path, bank: Path, service: Cloud, spoken: list[str], asked: list[str], shown: str
) -> Interview:
    opened = Database.open(database)
    reading = Reading(opened)
    [line] = reading.recent(LOCAL)
    session_id = line.session.session_id
    kept = Interview(
        line.session,
        reading.transcript(LOCAL, session_id),
        reading.engines.of(session_id),
        reading.spendings.of_session(session_id),
        build(opened, session_id),
        service.configurations[0],
        spoken,
        asked,
        shown,
    )
    opened.close()
    return kept


def test_both_interviewers_are_on_record_with_the_reason_of_the_change(interview: Interview) -> None:
    assert [use.engine for use in interview.engines] == ["openai", "embedded"]
    assert "quota" in interview.engines[1].reason


def test_the_other_interviewer_goes_on_with_the_very_question(interview: Interview) -> None:
    before, after = interview.asked
    assert before == after


def test_no_answer_is_lost_or_doubled(interview: Interview) -> None:
    assert len(interview.spoken) == 2
    for words in interview.spoken:
        assert sum(words in text for text in interview.said) == 1


def test_the_interview_is_completed_and_its_report_covers_every_question(interview: Interview) -> None:
    bank = load_bank(DEFAULT_FOLDER)
    assert interview.session.status is SessionStatus.COMPLETED
    assert {item.question for item in interview.report.items} == {bank.questions[q].prompt for q in QUESTIONS}
    assert len(interview.report.items) == len(QUESTIONS)


def test_what_was_said_to_either_interviewer_is_assessed(interview: Interview) -> None:
    answered = interview.report.items[:2]
    assert [item.status for item in answered] == [ItemStatus.ASSESSED] * 2
    assert all(words in item.answer for words, item in zip(interview.spoken, answered, strict=True))


def test_the_report_shows_every_question(interview: Interview) -> None:
    assert all(item.question in interview.shown for item in interview.report.items)


def test_the_service_was_told_how_to_listen_and_given_no_list_of_questions(interview: Interview) -> None:
    bank = load_bank(DEFAULT_FOLDER)
    told = interview.configuration
    assert told["audio"]["input"]["turn_detection"]["type"] == "semantic_vad"
    assert not any(bank.questions[name].prompt in told["instructions"] for name in QUESTIONS)


def test_what_the_service_used_is_on_the_bill(interview: Interview) -> None:
    [line] = [line for line in interview.spent if line.model == "gpt-realtime-2.1"]
    assert line.cost_usd > 0
