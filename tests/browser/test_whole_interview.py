"""A whole interview in Chromium: spoken answers, an interruption, the interviewer killed, the report."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from athena.audio.resample import resample_pcm
from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER, LEXICON_FILE
from athena.domain.access import LOCAL
from athena.domain.interview import Channel, SessionStatus, Speaker
from athena.interviewer.engines.models import vad_file, whisper_folder
from athena.interviewer.engines.vad import SileroVad
from athena.interviewer.engines.whisper import WhisperRecogniser
from athena.services.interviewing import Session
from athena.services.reading import Reading, TranscriptLine
from athena.store.database import Database
from tests.browser.headset import SCRIPT, SWITCHES, Headset
from tests.browser.serving import serving
from tests.browser.walking import START_MS, answer, arrive, button, microphone_frame
from tests.spoken import pcm16, samples_of, words

pytestmark = [pytest.mark.browser, pytest.mark.speech]

TURN_MS = 60_000
MOST_TURNS = 30
QUESTIONS = {
    "joins-left-vs-inner": ("kokoro_00", "left join"),
    "agg-where-vs-having": ("kokoro_04", "filters rows"),
    "setop-union-all": ("kokoro_08", "removes duplicates"),
    "null-is-null": ("kokoro_14", "cannot compare"),
    "win-rank-ties": ("kokoro_06", "leave gaps"),
}
"""Questions that recorded answers exist for: the recording, and words to know it by."""


@dataclass(frozen=True)
class Interview:
    """What is left of the interview when everything has been closed."""

    session: Session
    lines: list[TranscriptLine]
    spoken: list[str]
    shown: list[str]
    report: str
    greeting_heard: np.ndarray[tuple[int], np.dtype[np.float32]]
    silent_after_interruption: np.ndarray[tuple[int], np.dtype[np.float32]]

    def said(self, speaker: Speaker) -> list[TranscriptLine]:
        return [line for line in self.lines if line.speaker is speaker]


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory, launch: Callable[..., Browser]) -> Interview:
    """Take the interview once; the tests look at what came of it."""
    folder = tmp_path_factory.mktemp("whole")
    database = folder / "athena.duckdb"
    environment = {
        "DATABASE_URL": f"duckdb:///{database}",
        "ATHENA_QUESTION_FOLDER": str(bank_of(QUESTIONS, folder / "questions")),
        "ATHENA_LEVEL": "beginner",
    }
    with serving("app.py", folder / "server.log", environment) as base:
        page = launch(*SWITCHES).new_context(permissions=["microphone"]).new_page()
        page.add_init_script(SCRIPT)
        walk = Walk(page, base)
        walk.begin()
        greeting = walk.listen_to_greeting()
        walk.answer_aloud()
        silence = walk.interrupt()
        expect(walk.state("listening")).to_be_visible(timeout=TURN_MS)
        kill_interviewer()
        expect(walk.state("reconnecting")).to_be_visible(timeout=TURN_MS)
        walk.answer_aloud()
        shown = walk.finish_by_typing()
        report = walk.read_report()
    return _kept(database, walk.spoken, shown, report, greeting, silence)


class Walk:
    """One candidate's way through the page."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base, self.headset = page, base, Headset(page)
        self.bank = load_bank(DEFAULT_FOLDER)
        self.spoken: list[str] = []

    def state(self, name: str) -> Locator:
        return self.page.locator(f".presence[data-state={name}]")

    def begin(self) -> None:
        arrive(self.page, self.base, "W1")
        microphone_frame(self.page).get_by_role("button", name="Turn on the microphone").click(
            timeout=START_MS
        )
        begin = button(self.page, "Begin the interview")
        expect(begin).to_be_enabled(timeout=START_MS)
        begin.click()

    def listen_to_greeting(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        expect(self.state("speaking")).to_be_visible(timeout=START_MS)
        expect(self.state("listening")).to_be_visible(timeout=START_MS)
        return self.headset.heard_since(0)

    def answer_aloud(self) -> None:
        expect(self.state("listening")).to_be_visible(timeout=TURN_MS)
        clip, words = self.fitting_answer()
        before = self.mine.filter(has_text=words).count()
        self.headset.say(clip)
        expect(self.mine.filter(has_text=words)).to_have_count(before + 1, timeout=TURN_MS)
        self.spoken.append(words)

    def interrupt(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """Speak into the interviewer's words; return what is heard in the answer's second half."""
        expect(self.state("speaking")).to_be_visible(timeout=TURN_MS)
        self.page.wait_for_timeout(2_000)
        clip, words = self.fitting_answer()
        before = self.mine.filter(has_text=words).count()
        self.headset.begin(clip)
        self.page.wait_for_timeout(2_000)
        mark = self.headset.mark()
        self.page.wait_for_timeout(1_500)
        heard = self.headset.heard_since(mark)
        expect(self.mine.filter(has_text=words)).to_have_count(before + 1, timeout=TURN_MS)
        self.spoken.append(words)
        return heard

    def fitting_answer(self) -> tuple[str, str]:
        """Return the recording that answers the question on the page, and the words to know it by."""
        shown = self.page.get_by_role("heading", level=3).first.inner_text()
        return next(QUESTIONS[name] for name in QUESTIONS if self.bank.questions[name].prompt in shown)

    def finish_by_typing(self) -> list[str]:
        """Type the rest of the answers; return what the page showed last of the candidate's words."""
        shown: list[str] = []
        done = button(self.page, "Read the report")
        for _ in range(MOST_TURNS):
            expect(self.state("listening").or_(done)).to_be_visible(timeout=TURN_MS)
            if done.is_visible():
                return shown
            shown = [
                text.removeprefix("person").split("You", 1)[1].strip() for text in self.mine.all_inner_texts()
            ]
            answer(self.page, "skip this question")
            expect(self.state("listening")).to_be_hidden(timeout=TURN_MS)
        raise AssertionError("the interview did not end")

    def read_report(self) -> str:
        button(self.page, "Read the report").click()
        expect(self.page.get_by_role("heading", name="Record", exact=True)).to_be_visible(timeout=START_MS)
        return self.page.locator("section.main, [data-testid=stMain]").first.inner_text()

    @property
    def mine(self) -> Locator:
        """The candidate's turns on the page."""
        return self.page.get_by_label("Chat message from You")


def bank_of(names: Iterable[str], folder: Path) -> Path:
    """Write a bank of these questions alone; return its folder."""
    folder.mkdir()
    shutil.copy(DEFAULT_FOLDER / LEXICON_FILE, folder)
    for path in DEFAULT_FOLDER.glob("*.yaml"):
        whole = yaml.safe_load(path.read_text(encoding="utf-8"))
        kept = [question for question in whole.get("questions", []) if question["id"] in names]
        for question in kept:
            for follow_up in question.get("follow_ups", []):
                follow_up.pop("links_to", None)
        if kept:
            text = yaml.safe_dump({**whole, "questions": kept}, allow_unicode=True)
            (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def kill_interviewer() -> None:
    """Kill the embedded interviewer of this test's server, hard."""
    children = psutil.Process().children(recursive=True)
    [interviewer] = [child for child in children if "athena.interviewer" in child.cmdline()]
    interviewer.kill()


def _kept(database: Path, spoken: list[str], shown: list[str], report: str, *heard: np.ndarray) -> Interview:
    opened = Database.open(database)
    reading = Reading(opened)
    [line] = reading.recent(LOCAL)
    lines = reading.transcript(LOCAL, line.session.session_id)
    opened.close()
    return Interview(line.session, lines, spoken, shown, report, *heard)


def test_the_interview_is_completed_in_the_store(interview: Interview) -> None:
    assert interview.session.status is SessionStatus.COMPLETED


def test_every_spoken_answer_is_in_the_store(interview: Interview) -> None:
    kept = [line.text for line in interview.said(Speaker.CANDIDATE) if line.channel is Channel.VOICE]
    assert len(interview.spoken) == 3
    assert all(any(words in text for text in kept) for words in interview.spoken)


def test_what_the_page_showed_is_what_the_store_keeps(interview: Interview) -> None:
    kept = [line.text for line in interview.said(Speaker.CANDIDATE)]
    assert interview.shown
    assert interview.shown == kept[: len(interview.shown)]


def test_the_interruption_is_marked_where_the_interviewers_words_were_cut(interview: Interview) -> None:
    voices = [line for line in interview.lines if line.channel is Channel.VOICE]
    second = [i for i, line in enumerate(voices) if line.speaker is Speaker.CANDIDATE][1]
    assert voices[second - 1].speaker is Speaker.INTERVIEWER
    assert voices[second - 1].interrupted
    assert not voices[second - 1].text.endswith("?")


def test_the_interviewer_is_silent_while_the_candidate_interrupts(interview: Interview) -> None:
    assert np.abs(interview.silent_after_interruption).max() < 0.02


def test_the_interviewer_is_heard_in_the_browser_word_for_word(interview: Interview) -> None:
    recogniser = WhisperRecogniser(whisper_folder(), lambda: SileroVad(vad_file()), 2, 1)
    heard = samples_of(resample_pcm(pcm16(interview.greeting_heard), 48_000, 16_000))
    wanted = words(interview.said(Speaker.INTERVIEWER)[0].text)
    found = words(recogniser.recognise(heard, "In this SQL interview I will ask you questions.").text)
    assert len(set(wanted) & set(found)) > 0.8 * len(set(wanted))


def test_nobody_is_greeted_twice_when_the_interviewer_was_killed(interview: Interview) -> None:
    assert sum("Athena" in line.text for line in interview.said(Speaker.INTERVIEWER)) == 1


def test_a_good_answer_is_scored_with_the_spoken_words_as_evidence(interview: Interview) -> None:
    answers = [line.text for line in interview.said(Speaker.CANDIDATE) if line.channel is Channel.VOICE]
    claims = [claim.strip() for answer in answers for claim in re.split(r"[.,]| and | so ", answer)]
    assert any(claim in interview.report for claim in claims if len(claim.split()) > 3)
