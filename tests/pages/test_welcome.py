"""Who is it?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.people import DEPARTMENT_LENGTH, NAME_LENGTH
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import arrive, identify, labels, press, words


def test_the_first_page_asks_for_the_employee_id_and_nothing_else(visit: AppTest) -> None:
    assert [field.label for field in visit.text_input] == ["Employee ID"]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "about 1 question with a patient interviewer. It takes some 4 minutes"),
        (8, "about 8 questions with a patient interviewer. It takes some 30 minutes"),
    ],
)
def test_the_first_page_tells_length_and_time_as_the_settings_have_them(
    make_app: Callable[..., FakeApp], count: int, told: str
) -> None:
    make_app(ATHENA_QUESTIONS=count, ATHENA_TIME_LIMIT=30)
    assert told in words(AppTest.from_file(SHELL, default_timeout=30).run())


def test_no_field_takes_more_than_is_kept(visit: AppTest) -> None:
    identify(visit, "E14")
    assert [field.proto.max_chars for field in visit.text_input[1:]] == [NAME_LENGTH, DEPARTMENT_LENGTH]


def test_somebody_known_goes_straight_to_the_preparation(app: FakeApp, visit: AppTest) -> None:
    app.interviewing.admit("E7", "Grace Hopper")
    identify(visit, "E7")
    assert visit.title[0].value == "Welcome, Grace Hopper"


def test_somebody_new_is_asked_for_a_name_and_then_kept(app: FakeApp, visit: AppTest) -> None:
    arrive(visit, "E8", "Edgar Codd")
    kept = app.interviewing.find_employee("E8")
    assert kept is not None
    assert kept.name == "Edgar Codd"


def test_somebody_new_is_turned_away_kindly_where_the_setting_says_so(
    make_app: Callable[..., FakeApp],
) -> None:
    make_app(ATHENA_ALLOW_NEW_EMPLOYEES=False)
    visit = identify(AppTest.from_file(SHELL, default_timeout=30).run(), "E9")
    assert "not known here" in visit.error[0].value


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE employees; --", "../../etc/passwd", "<script>alert(1)</script>", "…", "a b c"]
)
def test_what_cannot_be_an_id_is_refused_with_a_hint(visit: AppTest, typed: str) -> None:
    identify(visit, typed)
    assert "employee ID" in visit.error[0].value
    assert not visit.exception


def test_an_empty_id_is_asked_for_again(visit: AppTest) -> None:
    identify(visit, "   ")
    assert visit.error[0].value == "Please type your employee ID."


def test_a_name_that_is_missing_is_asked_for(visit: AppTest) -> None:
    identify(visit, "E10")
    press(visit, "Continue")
    assert "give your name" in visit.error[0].value


def test_one_may_go_back_and_use_another_id(visit: AppTest) -> None:
    identify(visit, "E11")
    press(visit, "Use another ID")
    assert labels(visit) == ["Continue"]


def test_after_too_many_refusals_even_a_known_id_has_to_wait(make_app: Callable[..., FakeApp]) -> None:
    make_app(MAX_LOGIN_ATTEMPTS=2, LOGIN_ATTEMPT_WINDOW=60).interviewing.admit("E12", "Ada")
    visit = AppTest.from_file(SHELL, default_timeout=30).run()
    for typed in ("??", "!!", "E12"):
        identify(visit, typed)
    assert visit.error[0].value.startswith("Please wait 1 minute, or")


def test_a_name_cannot_format_the_page(app: FakeApp, visit: AppTest) -> None:
    app.interviewing.admit("E13", "Ada _+_ (Byron)")
    identify(visit, "E13")
    assert visit.title[0].value == r"Welcome, Ada \_\+\_ \(Byron\)"


def test_an_unknown_session_in_the_address_is_forgotten(app: FakeApp) -> None:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.query_params["session"] = "not-a-session"
    visit.run()
    assert "session" not in visit.query_params
    assert "Talk about SQL" in words(visit)
