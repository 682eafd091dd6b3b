from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.errors import InputError, NotFoundError
from athena.services.interviewing import Employee, Interviewing
from athena.store.database import Database
from tests.services.small import PLAN, interviewing_on
from tests.threads import in_threads


def test_an_unknown_employee_is_none(interviewing: Interviewing) -> None:
    assert interviewing.find_employee("E1") is None


def test_a_new_employee_is_kept(interviewing: Interviewing) -> None:
    interviewing.admit(" E1 ", " Jo  Lee ", "Data")
    assert interviewing.find_employee("E1") == Employee("E1", "Jo Lee", "Data")


def test_a_known_employee_is_the_same_in_any_capitals_and_keeps_name_and_spelling(
    interviewing: Interviewing,
) -> None:
    first = interviewing.admit("Jo.Lee@Example.org", "Jo Lee")
    assert interviewing.admit("jo.lee@example.ORG", "Somebody Else") == first


def test_a_known_employee_needs_no_name(interviewing: Interviewing) -> None:
    first = interviewing.admit("E1", "李小龍")
    assert interviewing.admit("E1") == first


def test_a_new_employee_without_a_name_is_asked_for_it(interviewing: Interviewing) -> None:
    with pytest.raises(InputError, match="give your name"):
        interviewing.admit("E1")


def test_where_only_known_people_are_let_in_a_new_one_is_refused_kindly(database: Database) -> None:
    with pytest.raises(InputError, match="not known here"):
        interviewing_on(database, allow_new_employees=False).admit("E1", "Jo")


def test_where_only_known_people_are_let_in_a_known_one_comes_in(database: Database) -> None:
    known = interviewing_on(database).admit("E1", "Jo")
    assert interviewing_on(database, allow_new_employees=False).admit("e1") == known


@pytest.mark.parametrize(
    "typed", ["' OR '1'='1", "E1'; DROP TABLE employees; --", "x" * 1_000_000, "<img src=x>"]
)
def test_hostile_ids_are_refused_everywhere_and_add_nobody(
    interviewing: Interviewing, database: Database, typed: str
) -> None:
    for enter in (
        interviewing.find_employee,
        partial(interviewing.admit, name="Jo"),
        interviewing.unfinished,
        partial(interviewing.open_session, plan=PLAN, engine="embedded", model="joe"),
    ):
        with pytest.raises(InputError):
            enter(typed)
    assert database.read("SELECT * FROM employees") == []


def test_whatever_is_typed_admits_a_person_or_refuses_and_never_breaks() -> None:
    database = Database.open(":memory:")
    interviewing = interviewing_on(database)

    @given(st.text(), st.text(), st.text())
    def admit(employee_id: str, name: str, department: str) -> None:
        before = len(database.read("SELECT 1 FROM employees"))
        try:
            interviewing.admit(employee_id, name, department)
        except InputError:
            assert len(database.read("SELECT 1 FROM employees")) == before

    admit()
    database.close()


def test_one_person_admitted_by_many_threads_is_one_person(
    interviewing: Interviewing, database: Database
) -> None:
    in_threads([partial(interviewing.admit, spelling, "Jo") for spelling in ("E1", "e1") * 8])
    assert len(database.read("SELECT * FROM employees")) == 1


def test_a_session_of_an_unknown_employee_is_refused(interviewing: Interviewing) -> None:
    with pytest.raises(NotFoundError, match="E1 is not known"):
        interviewing.open_session("E1", PLAN, "embedded", "joe")
