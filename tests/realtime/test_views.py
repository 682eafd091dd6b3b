"""What a page gets to see of a conversation."""

from __future__ import annotations

from datetime import datetime

import pytest

from athena.audio.ledger import PlaybackLedger
from athena.domain.interview import Category, Difficulty, InterviewPlan
from athena.realtime.conversation import Conversation
from athena.realtime.link import Endpoint
from athena.realtime.record import Executed, RecordedSession
from athena.realtime.session import LiveInterview
from athena.realtime.snapshot import Feedback, QuestionView, Snapshot
from athena.realtime.tools import ResponseEvaluated
from athena.realtime.views import view


def judged(*, practice: bool) -> Snapshot:
    """Return what is seen of a conversation whose last answer has been judged."""
    talk = Conversation(InterviewPlan(), PlaybackLedger(), now=lambda: 100.0)
    arguments = ResponseEvaluated(response="It keeps them.", score=0.75, feedback="You named NULL.")
    talk.progress.note(Executed("c1", {"ok": True}, arguments))
    return view(talk, datetime(2026, 3, 1, 9, 0), mic_level=0.0, muted=False, practice=practice)


def test_feedback_on_an_answer_stays_hidden_in_an_interview():
    assert judged(practice=False).feedback is None


def test_feedback_on_an_answer_is_shown_in_practice():
    assert judged(practice=True).feedback == Feedback(0.75, "You named NULL.")


@pytest.mark.parametrize("text_only", [True, False])
def test_an_interview_says_whether_its_interviewer_only_writes(record: RecordedSession, text_only: bool):
    endpoint = Endpoint("ws://127.0.0.1:1/v1", "", "m", "embedded")
    interview = LiveInterview(record, endpoint, InterviewPlan(), text_only=text_only)
    interview.stop()
    assert interview.text_only is text_only


def test_a_question_beyond_the_planned_ones_is_called_an_extra_one():
    planned, extra = (
        QuestionView(number, 6, Category.CTE, Difficulty.BEGINNER, "Why?", number == 6) for number in (5, 6)
    )
    assert (planned.place, extra.place) == ("Question 5 of 6", "Question 6, an extra one")
