from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from athena.interviewer.engines import recognition_prompt


def test_the_prompt_is_a_sentence_with_the_terms_of_the_question_in_their_order() -> None:
    texts = ["When do you need a LEFT JOIN?", "Missing rows become NULLs.", "COUNT(*) counts them."]
    assert recognition_prompt(texts) == "In this SQL interview we talk about left join, nulls and count star."


def test_one_term_makes_a_sentence_too() -> None:
    assert recognition_prompt(["What is a deadlock?"]) == "In this SQL interview we talk about deadlock."


def test_a_longer_term_is_not_named_again_by_its_part() -> None:
    assert recognition_prompt(["a correlated subquery"]).endswith("about correlated subquery.")


def test_without_terms_the_usual_ones_are_named() -> None:
    assert recognition_prompt([]).endswith("about joins, nulls, window functions and a CTE.")


@given(
    st.lists(st.sampled_from(["left join", "ROW_NUMBER", "nulls", "having", "x", "lag or lead"]), max_size=40)
)
def test_the_prompt_stays_short(texts: list[str]) -> None:
    assert recognition_prompt(texts).count(",") <= 12
