from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.interview import Category, Difficulty, Selection, plan_section, read_plan
from athena.domain.templates import (
    EXTRA_TIMES,
    Contact,
    Retake,
    Template,
    checked,
    checked_contact,
    checked_extra_time,
    plan_of,
    read_email,
)
from athena.errors import InputError

KIM = Contact("Kim Park", "kim@example.org", "+44 20 7946 0000")
SOUND = Template("Analysts", KIM)


def test_a_sound_template_is_tidied_up() -> None:
    untidy = replace(
        SOUND,
        name="  Analysts \n 2026 ",
        categories=(Category.CTE, Category.JOINS, Category.CTE),
        retake=Retake.NEVER,
        retake_days=30,
    )
    tidy = checked(untidy)
    assert (tidy.name, tidy.categories, tidy.retake_days) == (
        "Analysts 2026",
        (Category.JOINS, Category.CTE),
        0,
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " \n"}, "a name"),
        ({"name": "x" * 81}, "at most 80"),
        ({"question_count": 0}, "number of questions can be 1 to 12"),
        ({"question_count": 13}, "1 to 12"),
        ({"sql_questions": 3}, "0 to 2"),
        ({"question_count": 1, "sql_questions": 2}, "More questions"),
        ({"time_limit_minutes": 4}, "5 to 55"),
        ({"language": "fr"}, "English only"),
        ({"retake": Retake.AFTER, "retake_days": 0}, "1 to 730"),
        ({"extra_time": 0.5}, "factor from 1 to 3"),
        ({"extra_time": float("nan")}, "factor from 1 to 3"),
        ({"contact": Contact()}, "name a person"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        checked(replace(SOUND, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize("contact", [Contact("Kim", "", "0123 45"), Contact("Kim", " kim@a.org ", "")])
def test_a_contact_has_a_name_and_one_way_to_reach_it(contact: Contact) -> None:
    assert checked_contact(contact).name == "Kim"


@pytest.mark.parametrize(
    "contact",
    [Contact("Kim"), Contact("", "kim@a.org"), Contact("Kim", "kim"), Contact("Kim", "", "call me")],
)
def test_a_contact_that_cannot_be_reached_is_refused(contact: Contact) -> None:
    with pytest.raises(InputError):
        checked_contact(contact)


def test_a_contact_in_words_names_every_way() -> None:
    assert KIM.in_words == "Kim Park (kim@example.org, +44 20 7946 0000)"


@pytest.mark.parametrize("address", ["a@b", "@b.c", "a b@c.de", "a@b.c\r\nbcc: x@y.z", "<a@b.c>", "a@b..c"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError):
        read_email(address)


@pytest.mark.parametrize("factor", EXTRA_TIMES)
def test_extra_time_stretches_patience_and_limit(factor: float) -> None:
    plan = plan_of(replace(SOUND, extra_time=factor), seed=1)
    assert (plan.patience, plan.time_limit_minutes) == (factor, round(45 * factor))


def test_patience_has_an_end() -> None:
    assert plan_of(SOUND, seed=1, extra_time=3.0, patience=2.0).patience == 4.0


def test_a_plan_is_what_its_template_says() -> None:
    template = replace(
        SOUND,
        level=Difficulty.ADVANCED,
        categories=(Category.JOINS,),
        question_count=6,
        sql_questions=2,
        practice=True,
    )
    plan = plan_of(template, seed=7, selection=Selection.FIXED)
    assert (plan.level, plan.categories, plan.question_count, plan.sql_questions, plan.practice) == (
        Difficulty.ADVANCED,
        (Category.JOINS,),
        6,
        2,
        True,
    )
    assert (plan.seed, plan.selection) == (7, Selection.FIXED)


@given(st.sampled_from(EXTRA_TIMES), st.integers(5, 55), st.floats(0.5, 4))
def test_every_plan_survives_the_way_to_the_interviewer(factor: float, minutes: int, patience: float) -> None:
    template = checked(replace(SOUND, time_limit_minutes=minutes, extra_time=factor))
    plan = plan_of(template, seed=7, patience=round(patience, 2))
    assert read_plan(plan_section(plan)) == plan


@pytest.mark.parametrize("factor", [0.99, 3.01, float("inf"), float("nan")])
def test_a_factor_that_is_none_is_refused(factor: float) -> None:
    with pytest.raises(InputError):
        checked_extra_time(factor)
