from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.access import LOCAL, Viewer
from athena.domain.audit import Action
from athena.domain.people_rows import read_people
from athena.errors import AccessError, InputError
from athena.services.auditing import Auditing
from athena.services.people_import import TEMPLATE, PeopleImport, to_correct
from athena.store import people
from athena.store.database import Database
from tests.services.inviting import Desk

NOBODY = Viewer("E9", "", frozenset())


@pytest.fixture
def importing(database: Database) -> PeopleImport:
    """With Jo Lee (E1, Data) and Li Wei (E2) known."""
    return PeopleImport(database, Desk(database).audit)


def problems(importing: PeopleImport, text: str) -> list[str]:
    return [" ".join(row.problems) for row in importing.preview(LOCAL, text.encode()).rows]


def test_good_rows_go_in(importing: PeopleImport, database: Database) -> None:
    sheet = importing.preview(LOCAL, TEMPLATE.encode())
    assert importing.take_in(LOCAL, sheet) == ["E1042"]
    person = people.known(database, ["E1042"])["e1042"]
    assert (person.employee.name, person.employee.department, person.employee.role_title, person.email) == (
        "Jo Lee",
        "Data",
        "Analyst",
        "jo@example.org",
    )


def test_looking_keeps_nobody(importing: PeopleImport) -> None:
    importing.preview(LOCAL, TEMPLATE.encode())
    assert [person.employee.employee_id for person in importing.everybody(LOCAL)] == ["E1", "E2"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",Ana,,", "The Employee ID is missing."),
        ("E 7,Ana,,", "An Employee ID has letters"),
        ("E7,,,", "The name is missing."),
        ("E7,<b>Ana</b>,,", "The name can have letters"),
        ("E7,=cmd|' /C calc'!A0,,", "The name can have letters"),
        (f"E7,{'a' * 121},,", "The name can have letters"),
        ("E7,Ana,{x},", "The department can have letters"),
        ("E7,Ana,,ana@", "The e-mail address is not one."),
        ("E7,Ana,,a@b.c>,x", "more cells than columns"),
        ("E1,Ana,,", "This Employee ID belongs to Jo Lee"),
        ("E8,Ana,,\ne8,Ana,,", "Row 2 has the same Employee ID."),
    ],
)
def test_what_is_wrong_with_a_row_is_said(importing: PeopleImport, line: str, says: str) -> None:
    assert says in problems(importing, f"Employee ID,Name,Department,E-mail\n{line}\n")[-1]


def test_all_that_is_wrong_with_a_row_is_said_at_once(importing: PeopleImport) -> None:
    (said,) = problems(importing, "ID,Name,E-mail\n!,<>,x\n")
    assert said.count(".") >= 3


def test_a_bad_row_keeps_no_good_one_back(importing: PeopleImport) -> None:
    sheet = importing.preview(LOCAL, b"ID,Name\nE7,Ana\nE 8,Bo\nE9,Cy\n")
    assert importing.take_in(LOCAL, sheet) == ["E7", "E9"]


def test_bad_rows_come_back_as_they_were_with_what_to_correct(importing: PeopleImport) -> None:
    sheet = importing.preview(LOCAL, b"ID;Name;Shoe size\nE7;Ana;40\nE 8;Bo;41\n")
    text = to_correct(sheet).data.decode("utf-8-sig")
    assert text.splitlines() == [
        '"Problem","ID","Name","Shoe size"',
        '"An Employee ID has letters (A to Z), digits and . - _ @ only, at most 64 of them.","E 8","Bo","41"',
    ]


def test_a_corrected_file_goes_in(importing: PeopleImport) -> None:
    sheet = importing.preview(LOCAL, b"ID,Name\nE 8,Bo\n")
    corrected = to_correct(sheet).data.replace(b"E 8", b"E8")
    again = importing.preview(LOCAL, corrected)
    assert importing.take_in(LOCAL, again) == ["E8"]
    assert to_correct(importing.preview(LOCAL, corrected)).data.count(b"Problem") == 1


def test_no_cell_to_correct_is_a_formula(importing: PeopleImport) -> None:
    sheet = importing.preview(LOCAL, b"ID,Name\nE7,=1+1\n")
    assert b',"\'=1+1"' in to_correct(sheet).data


def test_first_and_last_names_are_put_together(importing: PeopleImport) -> None:
    (row,) = importing.preview(LOCAL, b"Surname,First name,Employee no\nLovelace,Ada,E7\n").rows
    assert (row.name, row.good) == ("Ada Lovelace", True)


def test_where_there_is_no_id_the_email_address_is_it(importing: PeopleImport) -> None:
    sheet = importing.preview(LOCAL, b"Name,E-mail\nAda,ada@example.org\n")
    assert importing.take_in(LOCAL, sheet) == ["ada@example.org"]


def test_of_a_known_person_only_what_was_missing_is_filled_in(
    importing: PeopleImport, database: Database
) -> None:
    sheet = importing.preview(
        LOCAL, b"ID,Name,Department,Role,E-mail\ne1,jo lee,Sales,Analyst,jo@example.org\n"
    )
    assert importing.take_in(LOCAL, sheet) == ["E1"]
    jo = people.known(database, ["E1"])["e1"]
    assert (jo.employee.name, jo.employee.department, jo.employee.role_title, jo.email) == (
        "Jo Lee",
        "Data",
        "Analyst",
        "jo@example.org",
    )


def test_a_known_person_needs_no_name(importing: PeopleImport) -> None:
    (row,) = importing.preview(LOCAL, b"ID,Name\nE2,\n").rows
    assert (row.known, row.name, row.good) == (True, "Li Wei", True)


def test_somebody_who_was_added_meanwhile_by_another_name_is_left_alone(
    importing: PeopleImport,
) -> None:
    sheet = importing.preview(LOCAL, b"ID,Name\nE7,Ana\n")
    importing.add(LOCAL, "e7", "Bo", "", "")
    assert importing.take_in(LOCAL, sheet) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "No column for the Employee ID"),
        (b"E7,Ana\n", "No column for the Employee ID"),
        (b"ID,Name\n", "nobody in this file"),
        (b"ID,Name\n ,\n\n", "nobody in this file"),
    ],
)
def test_a_file_without_people_is_refused_in_words(importing: PeopleImport, data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        importing.preview(LOCAL, data)


def test_one_person_can_be_added(importing: PeopleImport) -> None:
    assert importing.add(LOCAL, " -x ", "Ana  Luz", "Data", "ana@example.org") == "-x"


def test_one_person_who_cannot_be_added_is_told_why(importing: PeopleImport) -> None:
    with pytest.raises(InputError, match="name is missing"):
        importing.add(LOCAL, "E7", " ", "", "")


def test_only_who_may_launch_takes_people_in(importing: PeopleImport) -> None:
    with pytest.raises(AccessError):
        importing.everybody(NOBODY)
    with pytest.raises(AccessError):
        importing.preview(NOBODY, TEMPLATE.encode())
    with pytest.raises(AccessError):
        importing.take_in(NOBODY, read_people(TEMPLATE.encode()))
    with pytest.raises(AccessError):
        importing.add(NOBODY, "E7", "Ana", "", "")


def test_taking_people_in_is_audited_without_their_names(importing: PeopleImport, database: Database) -> None:
    importing.take_in(LOCAL, importing.preview(LOCAL, b"ID,Name\nE1,\nE7,Ana\n"))
    (entry,) = Auditing(database).entries(LOCAL, actions=(Action.INVITATION,))
    assert entry.detail == {"what": "people taken in", "added": "1", "known": "1"}


LINES = st.lists(st.text(max_size=20), min_size=1, max_size=6).map("\n".join)


@given(LINES)
def test_of_wild_input_every_row_is_good_or_says_why_not(text: str) -> None:
    try:
        sheet = read_people(f"Employee ID,Name,Department\n{text}".encode("utf-8", "replace"))
    except InputError:
        return
    assert len(sheet.good) + len(sheet.bad) == len(sheet.rows)
    assert len({row.employee_id.lower() for row in sheet.good}) == len(sheet.good)
    assert all(problem.endswith(".") for row in sheet.bad for problem in row.problems)
