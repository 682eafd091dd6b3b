"""The offer of one more question when the answers leave the level open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.interview import InterviewPlan, Selection
from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.policy import phrases
from tests.interviewer.policy.fakes import PLAN, Conversation

ASKED, EVALUATED, REPORTED = "log_question_asked", "log_response_evaluation", "generate_session_report"
GOOD = "It always keeps the {0} rows. Then it matches the {0} keys."  # 0.8: between intermediate and advanced
STRONG = f"{GOOD} It also sorts the {{0}} pages at the end."


def answered(template: str = GOOD, plan: InterviewPlan = PLAN) -> Conversation:
    """Answer the planned three questions."""
    talk = Conversation(plan)
    talk.begins()
    for _ in range(3):
        talk.answers(template)
    return talk


@pytest.fixture
def offered() -> Conversation:
    talk = answered()
    assert talk.said.endswith(phrases.OFFER_EXTRA)
    return talk


def test_the_last_planned_answer_is_evaluated_before_the_offer(offered: Conversation) -> None:
    assert (offered.count(ASKED), offered.count(EVALUATED), offered.count(REPORTED)) == (3, 3, 0)


@pytest.mark.parametrize("word", ["Yes.", "Yes, gladly.", "Okay.", "Sure, go ahead.", "I have time."])
def test_yes_leads_to_one_question_more(offered: Conversation, word: str) -> None:
    offered.says(word)
    assert offered.count(ASKED) == 4
    assert offered.said.endswith(offered.asked[-1].prompt)


@pytest.mark.parametrize("word", ["No.", "No, thank you.", "I would rather stop here.", "Not today."])
def test_no_closes_with_the_report(offered: Conversation, word: str) -> None:
    offered.says(word)
    assert (offered.count(ASKED), offered.count(REPORTED)) == (3, 1)


def test_after_the_extra_question_the_interview_closes(offered: Conversation) -> None:
    offered.says("Yes, please.")
    offered.answers(GOOD)
    assert (offered.count(EVALUATED), offered.count(REPORTED)) == (4, 1)


def test_silence_is_taken_for_no(offered: Conversation) -> None:
    offered.keeps_silent()
    assert offered.count(REPORTED) == 1


def test_what_was_not_understood_is_offered_again_but_not_for_ever(offered: Conversation) -> None:
    assert offered.mumbles().endswith(phrases.OFFER_EXTRA)
    assert offered.says("Can you repeat that?").endswith(phrases.OFFER_EXTRA)
    offered.mumbles()
    assert offered.count(REPORTED) == 1


def test_an_offer_that_was_cut_off_is_made_again() -> None:
    talk = Conversation()
    talk.begins()
    talk.answers(GOOD)
    talk.answers(GOOD)
    talk.hears(GOOD.format(talk.subject()))
    talk.is_cut_off(2, carried_out=1)
    assert talk.says("Go on.").endswith(phrases.OFFER_EXTRA)


def test_the_reply_to_the_offer_is_no_part_of_the_last_answer(offered: Conversation) -> None:
    before = offered.logged(EVALUATED, "response")
    offered.history.append(Entry(Kind.CANDIDATE, "I suppose we could do that one."))
    offered.is_told("# Please close")
    assert offered.logged(EVALUATED, "response") == before
    assert offered.count(REPORTED) == 1


def test_no_offer_once_the_time_is_up() -> None:
    talk = Conversation()
    talk.begins()
    talk.answers(GOOD)
    talk.answers(GOOD)
    talk.is_told("# Time is up")
    talk.answers(GOOD)
    assert talk.count(REPORTED) == 1


def test_no_offer_when_the_level_is_clear() -> None:
    assert answered(STRONG).count(REPORTED) == 1


@pytest.mark.parametrize("change", [{"extra_question": False}, {"selection": Selection.FIXED}])
def test_no_offer_where_the_plan_has_none(change: dict[str, object]) -> None:
    assert answered(plan=replace(PLAN, **change)).count(REPORTED) == 1  # type: ignore[arg-type]


def test_the_extra_question_is_counted_on(offered: Conversation) -> None:
    offered.says("Yes.")
    assert "question four of four" in offered.says("Which question is this?")
