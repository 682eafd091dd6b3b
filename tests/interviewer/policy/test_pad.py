"""The conduct of a question that is answered by writing a query."""

from __future__ import annotations

from dataclasses import replace

import pytest

from athena.domain.pad import PadNote, pad_section
from athena.interviewer.dialogue import Entry, Kind
from athena.interviewer.policy import phrases, reply
from tests.interviewer.policy.fakes import BANK, PARTIAL, PLAN, STRONG, Conversation, typed

ASKED, EVALUATED = "log_question_asked", "log_response_evaluation"
TYPED_PLAN = replace(PLAN, sql_questions=1)
RUN = pad_section(PadNote(False, 0, 1, "The query ran. Row 2 is missing."))
RIGHT_RUN = pad_section(PadNote(False, 1, 1, "The query ran, and on the sample its result is right."))
SUBMIT = pad_section(PadNote(True, 3, 4, "The query was handed in and is right on 3 of 4 data sets."))


@pytest.fixture
def writing() -> Conversation:
    """An interview whose second question, just asked, wants a query."""
    talk = Conversation(TYPED_PLAN, typed(BANK))
    talk.begins()
    talk.answers(STRONG)
    assert talk.asked[-1].sql
    return talk


def test_the_pad_is_pointed_at_when_a_query_is_asked_for(writing: Conversation) -> None:
    assert writing.said.endswith(phrases.PAD_OPEN)


def test_the_first_question_is_answered_by_voice() -> None:
    talk = Conversation(TYPED_PLAN, typed(BANK))
    talk.begins()
    assert talk.asked[0].sql is None


def test_a_wrong_run_is_met_with_encouragement_and_what_is_off(writing: Conversation) -> None:
    said = writing.is_told(RUN)
    assert said.startswith(phrases.RUN_WRONG)
    assert said.endswith("Row 2 is missing.")


def test_a_right_run_is_followed_by_how_to_hand_in(writing: Conversation) -> None:
    said = writing.is_told(RIGHT_RUN)
    assert said.startswith(phrases.RUN_RIGHT)
    assert said.endswith(phrases.HAND_IN)


def test_of_several_runs_the_last_one_is_spoken_of(writing: Conversation) -> None:
    writing.history.append(Entry(Kind.SYSTEM, RUN))
    assert "missing" not in writing.is_told(RIGHT_RUN)


def test_any_number_of_runs_leave_the_question_open(writing: Conversation) -> None:
    for _ in range(30):
        writing.is_told(RUN)
    assert (writing.count(ASKED), writing.count(EVALUATED)) == (2, 1)


def test_thinking_aloud_does_not_end_the_question(writing: Conversation) -> None:
    assert writing.says("First I join the two tables on their keys.").startswith(phrases.FOLLOWING)
    assert writing.says("Then I group the rows by month and count them.").startswith(phrases.FOLLOWING)
    assert writing.count(EVALUATED) == 1


def test_handing_in_without_a_word_is_asked_to_be_explained(writing: Conversation) -> None:
    said = writing.is_told(SUBMIT)
    assert said.startswith(phrases.HANDED_IN)
    assert said.endswith(phrases.EXPLAIN_QUERY)
    assert "3 of 4" not in said


def test_the_explanation_leads_on_however_short_it_is(writing: Conversation) -> None:
    writing.is_told(SUBMIT)
    writing.answers(PARTIAL)
    assert (writing.count(ASKED), writing.count(EVALUATED)) == (3, 2)


def test_who_has_explained_already_goes_on_at_once(writing: Conversation) -> None:
    writing.says("First I join the two tables on their keys.")
    writing.is_told(SUBMIT)
    assert writing.count(ASKED) == 3


def test_words_and_the_query_in_one_breath_lead_on(writing: Conversation) -> None:
    writing.hears("First I join the two tables on their keys.")
    writing.is_told(SUBMIT)
    assert writing.count(ASKED) == 3


def test_the_score_is_the_share_of_the_data_the_query_is_right_on(writing: Conversation) -> None:
    writing.is_told(SUBMIT)
    writing.says("I would rather not.")
    writing.says("Skip this question, please.")
    assert writing.logged(EVALUATED, "score")[1] == 0.75


@pytest.mark.parametrize("words", ["Skip this question, please.", "Next question, please."])
def test_a_query_can_be_skipped(writing: Conversation, words: str) -> None:
    writing.says(words)
    assert writing.count(ASKED) == 3
    assert writing.logged(EVALUATED, "score")[1] == 0.0


def test_who_does_not_know_gets_a_hint_and_then_the_next_question(writing: Conversation) -> None:
    assert "Think about" in writing.says("I don't know.")
    writing.says("I don't know.")
    assert writing.count(ASKED) == 3


def test_who_is_done_without_handing_in_is_reminded_once(writing: Conversation) -> None:
    assert writing.says("I am done.").endswith(phrases.HAND_IN)
    writing.says("I am done.")
    assert writing.count(ASKED) == 3


def test_after_time_is_up_handing_in_closes(writing: Conversation) -> None:
    writing.is_told("# Time is up\nThe time is over.")
    writing.is_told(SUBMIT)
    assert writing.count("generate_session_report") == 1


def test_a_query_that_comes_too_late_is_passed_over(writing: Conversation) -> None:
    writing.says("Skip this question, please.")
    before = writing.said
    assert writing.is_told(SUBMIT) == ""
    assert before.endswith(writing.asked[-1].prompt)
    writing.answers(STRONG)
    assert writing.count(EVALUATED) == 3


def test_a_request_for_an_explanation_that_was_cut_off_is_made_again(writing: Conversation) -> None:
    writing.history.append(Entry(Kind.SYSTEM, SUBMIT))
    writing.is_cut_off(1)
    writing.hears("Wait a second please.")
    assert writing.responds().endswith(phrases.EXPLAIN_QUERY)


def test_after_a_break_the_query_handed_in_is_still_known(writing: Conversation) -> None:
    writing.history.append(Entry(Kind.SYSTEM, SUBMIT))
    writing.is_told("The connection was restored. Continue the same interview from here.")
    assert writing.said.endswith(phrases.EXPLAIN_QUERY)
    writing.answers(STRONG)
    assert writing.logged(EVALUATED, "score")[1] == 0.75


def test_ending_keeps_the_query_that_was_handed_in(writing: Conversation) -> None:
    writing.history.append(Entry(Kind.SYSTEM, SUBMIT))
    writing.is_told("# Please close\nThe candidate wishes to end.")
    assert writing.logged(EVALUATED, "score")[1] == 0.75


def test_a_fault_as_long_as_a_page_is_cut(writing: Conversation) -> None:
    long = pad_section(PadNote(False, 0, 1, "The query did not run: " + "word " * 400))
    assert len(writing.is_told(long)) < 320


def test_a_plan_without_queries_asks_for_none() -> None:
    talk = Conversation(PLAN, typed(BANK), "# Next question\nId: " + list(typed(BANK).questions)[1])
    assert talk.begins()
    assert all(question.sql is None for question in talk.asked)
    assert reply(talk.history, PLAN, typed(BANK)).sentences == ()
