from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from athena.domain.pseudonyms import KEY_BYTES, pseudonym

KEY, OTHER = bytes(range(KEY_BYTES)), bytes(KEY_BYTES)
EVERYBODY = [f"E{number}" for number in range(20_000)]


def test_the_same_person_has_the_same_one_however_the_id_is_capitalised() -> None:
    assert pseudonym(KEY, "jo@Example.org") == pseudonym(KEY, "JO@example.ORG")


def test_it_is_told_as_a_person_with_a_short_sign() -> None:
    made = pseudonym(KEY, "E1042")
    assert made.name == f"Person {made.employee_id[2:8]}"


def test_nobody_works_it_out_without_the_key() -> None:
    assert pseudonym(KEY, "E1042") != pseudonym(OTHER, "E1042")


def test_twenty_thousand_people_have_as_many_ids() -> None:
    assert len({pseudonym(KEY, one).employee_id for one in EVERYBODY}) == len(EVERYBODY)


@given(st.text(min_size=3, max_size=64))
def test_nothing_of_the_id_is_in_it(employee_id: str) -> None:
    made = pseudonym(KEY, f"<{employee_id}>")
    assert f"<{employee_id}>" not in made.employee_id + made.name
