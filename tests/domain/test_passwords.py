from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.passwords import LONGEST, SHORTEST, check_password, composed, fits
from athena.errors import InputError

COMMON = frozenset({"password", "123456", "dragon", "qwertyuiop", "summer", "abc"})


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons wade",
        "Tr0ub4dour&3xyz",
        "ключ от старой двери",
        "84726501937x",
        "passphrase of my own",
        "dragons over the bay",
    ],
)
def test_what_is_long_and_uncommon_is_taken(password: str) -> None:
    check_password(password, COMMON, ("E1042", "Jo Lee"))


@pytest.mark.parametrize("password", ["", "x", "elevenchars", "é" * 11])
def test_less_than_twelve_characters_are_refused(password: str) -> None:
    with pytest.raises(InputError, match="at least 12 characters"):
        check_password(password, COMMON)


def test_seventy_two_bytes_are_taken_and_one_more_is_not() -> None:
    words = "seven quiet herons wade over the grey mud while nobody looks at them, oh"
    assert len(words) == LONGEST
    check_password(words, COMMON)
    with pytest.raises(InputError, match="72 bytes are the most"):
        check_password(words + "!", COMMON)


def test_accents_count_as_the_bytes_they_take() -> None:
    with pytest.raises(InputError, match="72 bytes are the most"):
        check_password("éàüöñçß" * 6, COMMON)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password1234",
        "!!password!!",
        "P@ssw0rd1234",
        "dragondragon1",
        "DRAGON2024!!",
        "qwertyuiop12",
        "Summer2026!!",
        "123456123456",
        "abcabcabcabcabc",
    ],
)
def test_a_common_password_stays_common_however_it_is_decorated(password: str) -> None:
    with pytest.raises(InputError, match="one of the first that would be guessed"):
        check_password(password, COMMON)


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "121212121212", "123456789012", "abcdefghijkl", "lkjhgfdsapoi", "zyxwvutsrqpo"],
)
def test_rows_and_repetitions_are_refused_without_any_list(password: str) -> None:
    with pytest.raises(InputError, match="one of the first that would be guessed"):
        check_password(password, frozenset())


@pytest.mark.parametrize(
    "password", ["jo.lee@example.org", "Jo.Lee@Example.Org1", "JoLeeJoLee12", "lee-jo-lee-jo"]
)
def test_what_is_made_of_the_persons_own_names_is_refused(password: str) -> None:
    with pytest.raises(InputError, match="your name or Employee ID"):
        check_password(password, COMMON, ("jo.lee@example.org", "Jo Lee"))


def test_a_password_that_merely_contains_a_name_is_taken() -> None:
    check_password("lee side of the harbour", COMMON, ("E1042", "Jo Lee"))


def test_accents_are_the_same_however_a_keyboard_composes_them() -> None:
    assert composed("cafe\u0301 au lait, bitte") == composed("caf\u00e9 au lait, bitte")


@given(st.text(max_size=100))
def test_any_text_is_taken_or_refused_in_words(typed: str) -> None:
    password = composed(typed)
    try:
        check_password(password, COMMON, ("E1042", "Jo Lee"))
    except InputError:
        return
    assert len(password) >= SHORTEST
    assert fits(password)


def test_halves_of_characters_do_not_stop_it() -> None:
    assert fits(composed("twelve \ud800 letters"))


def test_nul_does_not_fit() -> None:
    assert not fits("seven quiet\0herons")
