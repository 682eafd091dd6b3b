from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.people import identity, read_department, read_employee_id, read_name
from athena.errors import InputError

ALLOWED = string.ascii_letters + string.digits + "._@-"


@pytest.mark.parametrize("typed", ["E1042", "jo.lee@example.org", "a", "7", "x_y-z", "e" * 64])
def test_an_ordinary_id_is_taken_as_it_is(typed: str) -> None:
    assert read_employee_id(typed) == typed


def test_blanks_around_an_id_do_not_count() -> None:
    assert read_employee_id("  E7\t\n") == "E7"


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_asks_for_the_id(typed: str) -> None:
    with pytest.raises(InputError, match="Please type your employee ID"):
        read_employee_id(typed)


@pytest.mark.parametrize("typed", ["local", " LOCAL "])
def test_nobody_can_have_the_id_that_stands_for_the_machine(typed: str) -> None:
    with pytest.raises(InputError, match="whoever sits at this machine"):
        read_employee_id(typed)


def test_an_endless_id_is_called_too_long() -> None:
    with pytest.raises(InputError, match="at most 64"):
        read_employee_id("e" * 65)


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        "E1'; DROP TABLE employees; --",
        'E1"',
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "E1\\x",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "%27%20OR",
        "E 1",
        "E1\x00",
        "E1\u202e2",
        "Ｅ１",
        "Е1",
        "😀",
        "....",
        "@",
        "--",
        "\ud800",
    ],
)
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="for example"):
        read_employee_id(typed)


@given(st.text())
def test_whatever_is_typed_gives_a_safe_id_or_a_kind_refusal(typed: str) -> None:
    if re.fullmatch(r"(?=.*[A-Za-z0-9])[A-Za-z0-9._@-]{1,64}", typed.strip()):
        assert read_employee_id(typed) == typed.strip()
    else:
        with pytest.raises(InputError, match=r"\.$"):
            read_employee_id(typed)


@given(st.text(ALLOWED, min_size=1, max_size=64).filter(lambda text: any(map(str.isalnum, text))))
def test_every_id_made_of_the_allowed_signs_is_taken(typed: str) -> None:
    assert read_employee_id(typed) == typed


@given(st.text(ALLOWED, min_size=1, max_size=64))
def test_capitals_make_no_other_person(typed: str) -> None:
    assert identity(typed.upper()) == identity(typed.lower()) == identity(typed)


@pytest.mark.parametrize(
    "name",
    [
        "Jo Lee",
        "Siobhán O’Brien-Smith",
        "Ñandú d'Àvila, Jr.",
        "李小龍",
        "محمد علی",
        "Łukasz",
        "நிலா",
        "Ng",
        "X Æ 12",
    ],
)
def test_names_of_every_script_are_welcome(name: str) -> None:
    assert read_name(name) == name


def test_a_name_is_tidied() -> None:
    assert read_name("  Jo \t  Lee\n") == "Jo Lee"


def test_a_letter_and_its_accent_become_one_sign() -> None:
    assert read_name("Jose\u0301") == "José"


@pytest.mark.parametrize("typed", ["", "  "])
def test_a_new_person_is_asked_for_a_name(typed: str) -> None:
    with pytest.raises(InputError, match="give your name"):
        read_name(typed)


@pytest.mark.parametrize(
    "typed", ["<b>Jo</b>", "Jo\u202e", "Jo\x00", "12", "…", "=cmd()|x", "\ud800a", "Jo;Lee"]
)
def test_a_name_of_other_signs_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="letters, digits, spaces"):
        read_name(typed)


def test_an_endless_name_is_refused() -> None:
    with pytest.raises(InputError, match="within 120"):
        read_name("a" * 121)


def test_a_department_may_be_left_out() -> None:
    assert read_department("  ") is None


@pytest.mark.parametrize("typed", ["R&D", "Data + Analytics", "Ventes (Île-de-France)", "研究開発"])
def test_a_department_is_kept(typed: str) -> None:
    assert read_department(typed) == typed


def test_an_endless_department_is_refused() -> None:
    with pytest.raises(InputError, match="department is too long"):
        read_department("a" * 81)
