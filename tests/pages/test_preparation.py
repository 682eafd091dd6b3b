"""What kind of interview, and does the microphone work?"""

from __future__ import annotations

import pytest
from streamlit.elements.lib import policies
from streamlit.testing.v1 import AppTest

from athena.domain.interview import Difficulty, InterviewPlan, SessionStatus
from athena.errors import BudgetError, CapacityError, EngineError
from athena.ui import notices
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp, MakeApp
from tests.pages.walking import (
    arrive,
    begin_typed,
    choose_typing,
    identify,
    labels,
    microphone_says,
    press,
    words,
)


def begin_button(visit: AppTest) -> bool:
    """Return whether the interview can be begun."""
    return not next(button for button in visit.button if button.label == "Begin the interview").disabled


def test_nothing_begins_without_consent(visit: AppTest) -> None:
    arrive(visit)
    visit.session_state["way"] = False
    visit.run()
    assert not begin_button(visit)


def test_a_spoken_interview_waits_for_the_microphone(visit: AppTest) -> None:
    arrive(visit)
    visit.checkbox(key="consent").check().run()
    assert not begin_button(visit)
    assert "turn on the microphone" in words(visit)


def test_a_typed_interview_needs_no_microphone(visit: AppTest) -> None:
    choose_typing(arrive(visit))
    assert begin_button(visit)


@pytest.mark.parametrize(
    ("word", "notice"),
    [
        ("denied", notices.MICROPHONE_DENIED),
        ("missing", notices.NO_MICROPHONE),
        ("insecure", notices.insecure_origin(8501)),
        ("unsupported", notices.UNSUPPORTED_BROWSER),
    ],
)
def test_each_trouble_with_the_microphone_has_its_own_text_and_the_typed_way(
    visit: AppTest, word: str, notice: notices.Notice
) -> None:
    microphone_says(arrive(visit), word)
    assert visit.warning[0].value == notice.text
    visit.checkbox(key="consent").check()
    press(visit, "Type my answers instead")
    assert begin_button(visit)


def test_the_plan_is_what_was_chosen(app: FakeApp, visit: AppTest) -> None:
    arrive(visit)
    visit.button_group[0].set_value(Difficulty.ADVANCED)
    visit.button_group[1].set_value(4)
    visit.toggle[0].set_value(True)
    press(choose_typing(visit), "Begin the interview")
    plan = app.interviewing.session(app.only.session_id).plan
    assert (plan.level, plan.question_count, plan.practice) == (Difficulty.ADVANCED, 4, True)


@pytest.mark.parametrize(("wanted", "queries"), [(True, 1), (False, 0)])
def test_a_question_for_a_query_is_included_unless_it_is_left_out(
    app: FakeApp, visit: AppTest, wanted: bool, queries: int
) -> None:
    arrive(visit)
    visit.toggle[1].set_value(wanted)
    press(choose_typing(visit), "Begin the interview")
    assert app.interviewing.session(app.only.session_id).plan.sql_questions == queries


def test_where_no_queries_are_asked_for_none_is_offered(make_app: MakeApp) -> None:
    make_app(ATHENA_SQL_QUESTIONS=0)
    visit = arrive(AppTest.from_file(SHELL, default_timeout=30).run())
    assert [toggle.label for toggle in visit.toggle] == ["Practice"]


def test_two_people_at_one_tab_get_questions_of_their_own(app: FakeApp, visit: AppTest) -> None:
    seeds = []
    for employee_id in ("E1", "E2"):
        arrive(visit, employee_id)
        press(choose_typing(visit), "Begin the interview")
        seeds.append(app.interviewing.session(app.only.session_id).plan.seed)
        press(press(visit, "Leave"), "End the interview")
        press(visit, "Start over with another person")
    assert seeds[0] != seeds[1]


def test_the_questions_do_not_change_while_somebody_chooses(visit: AppTest) -> None:
    arrive(visit)
    seed = visit.session_state["visit"].seed
    choose_typing(visit)
    assert visit.session_state["visit"].seed == seed


def test_after_one_interview_the_next_in_the_same_visit_asks_other_questions(
    app: FakeApp, visit: AppTest
) -> None:
    begin_typed(visit)
    seed = app.interviewing.session(app.only.session_id).plan.seed
    press(press(visit, "Leave"), "Pause and continue later")
    press(press(visit, "Continue the interview"), "Start a new one instead")
    press(choose_typing(visit), "Begin the interview")
    assert app.interviewing.session(app.only.session_id).plan.seed != seed


def test_typing_instead_sets_the_choice_without_a_second_default(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    microphone_says(arrive(visit), "missing")
    press(visit, "Type my answers instead")
    assert not policies._shown_default_value_warning


def test_somebody_who_came_back_to_type_is_not_asked_for_a_microphone(app: FakeApp, visit: AppTest) -> None:
    begin_typed(visit)
    press(press(visit, "Leave"), "Pause and continue later")
    press(visit, "Continue the interview")
    assert visit.session_state["way"] is False


def test_a_typed_interview_asks_the_interviewer_to_write(app: FakeApp, visit: AppTest) -> None:
    begin_typed(visit)
    assert app.only.text_only


def test_the_address_names_the_session_that_runs(app: FakeApp, visit: AppTest) -> None:
    begin_typed(visit)
    assert visit.query_params["session"] == app.only.session_id


def test_an_unfinished_interview_is_offered_and_continued(app: FakeApp, visit: AppTest) -> None:
    app.interviewing.admit("E1", "Ada")
    begun = app.interviewing.open_session("E1", InterviewPlan(), "embedded", "m")
    choose_typing(identify(visit, "E1"))
    press(visit, "Continue the interview")
    assert app.only.session_id == begun.session_id


def test_an_unfinished_interview_can_be_given_up_for_a_new_one(app: FakeApp, visit: AppTest) -> None:
    app.interviewing.admit("E1", "Ada")
    begun = app.interviewing.open_session("E1", InterviewPlan(), "embedded", "m")
    press(identify(visit, "E1"), "Start a new one instead")
    assert app.interviewing.session(begun.session_id).status is SessionStatus.ABANDONED
    assert "Begin the interview" in labels(visit)


def test_when_all_seats_are_taken_it_says_so_and_offers_to_try_again(app: FakeApp, visit: AppTest) -> None:
    app.refusal = CapacityError("Very many were opened. Please try again in 7 seconds.")
    begin_typed(visit)
    assert "try again in 7 seconds" in visit.warning[0].value
    app.refusal = None
    press(visit, "Continue the interview")
    assert app.only.alive


def test_when_the_days_budget_is_used_up_the_interviewer_on_this_machine_is_offered(
    app: FakeApp, visit: AppTest
) -> None:
    app.refusal = BudgetError("Today's budget for interviews is used up.")
    begin_typed(visit)
    assert "OPENAI_DAILY_BUDGET" in visit.warning[0].value
    app.refusal = None
    press(visit, "Go on with the interviewer on this machine")
    assert not visit.warning
    press(visit, "Continue the interview")
    assert app.interviewing.session(app.only.session_id).engine == "embedded"


def test_when_the_interviewer_is_down_it_says_why_and_what_to_do(app: FakeApp, visit: AppTest) -> None:
    app.refusal = EngineError("The interviewer is still starting.")
    begin_typed(visit)
    assert visit.warning[0].value.startswith("The interviewer is still starting.")
    assert "nothing you said is lost" in visit.warning[0].value
