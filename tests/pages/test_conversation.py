"""The running interview as a candidate sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.interview import Channel, SessionStatus, Speaker
from athena.realtime.snapshot import Feedback, LiveState
from athena.services.interviewing import TurnHeard
from athena.ui import notices
from athena.ui.interview import conversation
from tests.pages.conftest import SHELL
from tests.pages.fakes import QUESTION, QUIET, FakeApp, turn
from tests.pages.walking import begin_typed, labels, press, words


@pytest.fixture
def running(app: FakeApp, visit: AppTest) -> AppTest:
    """A visitor in a typed interview at its second question."""
    begin_typed(visit)
    app.only.now = replace(QUIET, question=QUESTION)
    return visit.run()


def revisit(session_id: str) -> AppTest:
    """Open the page anew, as a reload does, at the address of a session."""
    again = AppTest.from_file(SHELL, default_timeout=30)
    again.query_params["session"] = session_id
    return again.run()


def test_the_question_is_shown_with_its_number_category_and_level(running: AppTest) -> None:
    assert r"What does a \*left\* join keep\?" in words(running)
    assert "**Question 2 of 5**" in words(running)
    assert {":gray-badge[Joins]", ":blue-badge[Intermediate]"} <= {m.value for m in running.markdown}


def test_elapsed_and_remaining_time_are_shown(running: AppTest) -> None:
    assert "1:05 · 40:00 left" in words(running)


def test_what_is_typed_is_said(app: FakeApp, running: AppTest) -> None:
    running.chat_input[0].set_value("Every row of the left table.").run()
    assert app.only.told == ["say: Every row of the left table."]


def test_the_question_can_be_repeated(app: FakeApp, running: AppTest) -> None:
    press(running, "Repeat the question")
    assert app.only.told == ["repeat"]


def test_both_sides_words_are_shown_as_they_were_said_and_never_as_markup(
    app: FakeApp, running: AppTest
) -> None:
    nasty = "# Hello <script>alert(1)</script> **bold** $x$ [a](javascript:b)"
    app.only.now = replace(
        app.only.now,
        turns=(
            turn("a", Speaker.INTERVIEWER, "What is a key?", interrupted=True),
            turn("b", Speaker.CANDIDATE, nasty),
        ),
    )
    running.run()
    assert [text.value for text in running.text] == ["What is a key?", nasty]
    assert [message.name for message in running.chat_message] == ["Interviewer", "You"]
    assert sum("Interrupted here" in caption.value for caption in running.caption) == 1
    assert "script" not in "".join(m.value for m in running.markdown)


def test_practice_shows_what_the_last_answer_came_to(app: FakeApp, running: AppTest) -> None:
    app.only.now = replace(app.only.now, feedback=Feedback(0.75, "Good: you named NULL."))
    running.run()
    assert r"you named NULL\." in running.info[0].value


def test_leaving_asks_first(app: FakeApp, running: AppTest) -> None:
    press(running, "Leave")
    assert {"Keep going", "Pause and continue later", "End the interview"} <= set(labels(running))
    assert app.only.alive


def test_pausing_keeps_the_interview_open(app: FakeApp, running: AppTest) -> None:
    session_id = app.only.session_id
    press(press(running, "Leave"), "Pause and continue later")
    assert app.live.get(session_id) is None
    assert app.interviewing.session(session_id).status is SessionStatus.IN_PROGRESS
    assert running.title[0].value == "Paused"


def test_ending_closes_the_interview_and_leads_to_the_report(app: FakeApp, running: AppTest) -> None:
    session_id = app.only.session_id
    press(press(running, "Leave"), "End the interview")
    assert app.interviewing.session(session_id).status is SessionStatus.ABANDONED
    assert "Read the report" in labels(running)


def test_help_explains_what_one_may_do(running: AppTest) -> None:
    press(running, "Help")
    assert "You may always" in words(running)


def test_a_completed_interview_thanks_and_leads_to_the_report(app: FakeApp, running: AppTest) -> None:
    session_id = app.only.session_id
    app.interviewing.record_turn(session_id, TurnHeard("i", Speaker.CANDIDATE, "hello", Channel.TEXT, 0, 10))
    app.interviewing.generate_session_report(session_id, "call")
    app.only.now = replace(app.only.now, state=LiveState.ENDED, completed=True)
    running.run()
    assert running.title[0].value == "Thank you, that was it"
    assert "Read the report" in labels(running)


def test_a_failed_interview_says_why_and_can_be_continued(app: FakeApp, running: AppTest) -> None:
    app.only.now = replace(app.only.now, state=LiveState.FAILED, message="The line broke.")
    running.run()
    assert "The line broke." in words(running)
    press(running, "Continue the interview")
    assert "You have an unfinished interview" in words(running)


def test_when_the_cloud_fails_the_interviewer_of_this_machine_is_offered(
    app: FakeApp, running: AppTest
) -> None:
    session_id = app.only.session_id
    app.interviewing.change_engine(session_id, "openai", "gpt-a", "")
    app.only.now = replace(app.only.now, state=LiveState.FAILED, message="The quota is used up.")
    running.run()
    press(running, "Go on with the interviewer on this machine")
    assert "You have an unfinished interview" in words(running)
    assert app.interviewing.session(session_id).engine == "embedded"
    assert app.reading.engines.of(session_id)[-1].reason == "The quota is used up."


def test_an_interviewer_of_this_machine_that_failed_is_not_offered_to_replace_itself(
    app: FakeApp, running: AppTest
) -> None:
    app.only.now = replace(app.only.now, state=LiveState.FAILED, message="It broke.")
    running.run()
    assert "Go on with the interviewer on this machine" not in labels(running)


def test_an_interview_that_is_gone_is_offered_to_be_continued(app: FakeApp, running: AppTest) -> None:
    app.live.by_session.clear()
    running.run()
    assert "You have an unfinished interview" in words(running)


def test_a_reload_comes_back_to_the_running_interview(app: FakeApp, running: AppTest) -> None:
    again = revisit(app.only.session_id)
    assert "**Question 2 of 5**" in words(again)
    assert "Speak instead" in labels(again)
    assert again.session_state["visit"].by_voice is False


def test_a_reload_of_a_spoken_interview_keeps_the_microphone(app: FakeApp, running: AppTest) -> None:
    app.only.text_only = False
    again = revisit(app.only.session_id)
    assert {"Mute", "I'm done speaking"} <= set(labels(again))


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (SessionStatus.ABANDONED, "Thank you for your time"),
        (SessionStatus.COMPLETED, "Thank you, that was it"),
    ],
)
def test_a_reload_after_the_end_says_how_it_ended(
    app: FakeApp, running: AppTest, status: SessionStatus, title: str
) -> None:
    session_id = app.only.session_id
    app.interviewing.close(session_id, status)
    assert revisit(session_id).title[0].value == title


def test_going_to_another_page_and_back_does_not_lose_the_address(app: FakeApp, running: AppTest) -> None:
    running.query_params.clear()
    running.run()
    assert running.query_params["session"] == app.only.session_id


def test_the_page_has_a_first_heading(running: AppTest) -> None:
    assert any("<h1" in element.proto.body for element in running.get("html"))


def test_a_microphone_that_carries_nothing_is_told_and_the_keyboard_offered(
    app: FakeApp, running: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "GRACE_S", 0.0)
    app.only.text_only = False
    again = revisit(app.only.session_id)
    assert [warning.value for warning in again.warning] == [notices.UNHEARD.text]


def test_opening_the_line_is_given_a_moment(app: FakeApp, running: AppTest) -> None:
    app.only.text_only = False
    assert not revisit(app.only.session_id).warning


def test_somebody_who_types_is_not_told_about_a_microphone(
    running: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "GRACE_S", 0.0)
    assert not running.run().warning


def test_somebody_who_types_can_change_to_speaking(app: FakeApp, running: AppTest) -> None:
    press(running, "Speak instead")
    assert app.live.by_session == {}
    assert "You have an unfinished interview" in words(running)
