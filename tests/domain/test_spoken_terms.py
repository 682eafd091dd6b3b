import pytest

from athena.domain.spoken_terms import normalise, normalise_pattern


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("It DOESN'T work", "it does not work"),
        ("you can’t, you cannot, you cant", "you can not, you can not, you can not"),
        ("lets a subquery", "lets a subquery"),
        ("We've got NULLs", "we have got null"),
        ("COUNT(*)", "count star"),
        ("500,000 rows", "500000 rows"),
        ("left-join on order_date", "left join on order date"),
        ("a >= b, a <> b", "a >= b, a not equal b"),
        ("the 1st of 3 rows", "the first of three rows"),
        ("a score of 1.5", "a score of one point five"),
        ("the optimiser serialises", "the optimizer serializes"),
        ("um, the optimistic one, you know", ", the optimistic one,"),
        ("line one\nline two", "line one.line two"),
        ("ﬁlter the naïve café", "filter the naive cafe"),
    ],
)
def test_ordinary_spellings_become_one(said: str, plain: str) -> None:
    assert normalise(said) == plain


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("union hall", "union all"),
        ("the outer joint", "the outer join"),
        ("group bye", "group by"),
        ("it returns knoll", "it returns null"),
        ("a sum query", "a subquery"),
        ("see tea e", "cte"),
        ("road number", "row number"),
        ("it is sarge able", "it is sargable"),
        ("koalas", "coalesce"),
        ("the wear clause", "the where clause"),
    ],
)
def test_misheard_terms_become_the_term(heard: str, meant: str) -> None:
    assert normalise(heard) == meant


@pytest.mark.parametrize("said", ["the database knows", "union or union all", "some query", "in the join"])
def test_plain_english_is_left_alone(said: str) -> None:
    assert normalise(said) == said


def test_normalising_twice_changes_nothing_more() -> None:
    once = normalise("I can't say what NULLs aren't: serialised, 1st, COUNT(*)")
    assert normalise(once) == once


def test_patterns_are_spelt_like_the_text_they_meet() -> None:
    assert normalise_pattern(r"doesnt|\bcant\b|serialis\w*|nulls|b-tree") == (
        r"does not|\bcan not\b|serializ\w*|null|btree"
    )
