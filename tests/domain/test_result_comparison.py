"""Two results are the same, or the difference is said in words."""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.domain.result_comparison import Comparison, Difference, DifferenceKind, Result, compare

PLAIN = Comparison()


def rows(*values: object, ties: tuple[int, ...] | None = None) -> Result:
    """A result of one row per value; a tuple is a row of several columns."""
    made = tuple(value if isinstance(value, tuple) else (value,) for value in values)
    width = len(made[0]) if made else 1
    return Result(tuple("abcdefgh"[:width]), made, ties)


def differ(expected: Result, actual: Result, comparison: Comparison = PLAIN, keys=None) -> Difference:
    found = compare(expected, actual, comparison, keys)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        pytest.param(1, 1.0, id="an integer and a float"),
        pytest.param(Decimal("1.10"), 1.1, id="a decimal and a float"),
        pytest.param(True, 1, id="true and one"),
        pytest.param(None, None, id="null and null"),
        pytest.param(0.1 + 0.2, 0.3, id="the noise of floats"),
        pytest.param(float("nan"), float("nan"), id="not a number twice"),
        pytest.param(date(2024, 1, 1), datetime(2024, 1, 1), id="a day and its midnight"),
        pytest.param(date(2024, 1, 1), "2024-01-01", id="a day and its ISO text"),
        pytest.param([1, 2.0], [1.0, 2], id="lists of the same numbers"),
        pytest.param(10**30, float(10**30), id="a huge integer and its float"),
    ],
)
def test_values_that_mean_the_same_are_the_same(expected: object, actual: object) -> None:
    assert compare(rows(expected), rows(actual), PLAIN) is None
    assert compare(rows(actual), rows(expected), PLAIN) is None


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        pytest.param(1, "1", id="a number and its text"),
        pytest.param(None, 0, id="null and zero"),
        pytest.param(None, "", id="null and the empty text"),
        pytest.param("a", "A", id="small and capital letters"),
        pytest.param("a", "a ", id="a trailing space"),
        pytest.param(1.0001, 1.0, id="more than rounding"),
        pytest.param(10**15, 10**15 + 1, id="large integers that differ by one"),
        pytest.param([1, 2], [2, 1], id="lists in another order"),
        pytest.param(datetime(2024, 1, 1, 12), date(2024, 1, 1), id="noon and its day"),
    ],
)
def test_values_that_mean_something_else_differ(expected: object, actual: object) -> None:
    assert compare(rows(expected), rows(actual), PLAIN) is not None
    assert compare(rows(actual), rows(expected), PLAIN) is not None


def test_rows_may_come_in_any_order_when_none_is_asked_for() -> None:
    assert compare(rows(1, 2, 3), rows(3, 1, 2), PLAIN) is None


def test_a_required_order_without_keys_wants_the_very_sequence() -> None:
    assert differ(rows(1, 2), rows(2, 1), Comparison(order="required")).kind is DifferenceKind.ROW_ORDER


def test_order_is_compared_on_the_keys_so_that_ties_may_permute() -> None:
    expected, actual = rows((1, "a"), (1, "b"), (2, "c")), rows((1, "b"), (1, "a"), (2, "c"))
    assert compare(expected, actual, PLAIN, [0]) is None
    assert differ(expected, actual, PLAIN, [0, 1]).kind is DifferenceKind.ROW_ORDER


def test_ties_of_a_key_that_is_not_selected_may_permute_and_no_other_rows() -> None:
    expected = rows("a", "b", "c", ties=(0, 0, 1))
    assert compare(expected, rows("b", "a", "c"), PLAIN) is None
    assert differ(expected, rows("a", "c", "b"), PLAIN).kind is DifferenceKind.ROW_ORDER


def test_an_order_that_is_ignored_does_not_count() -> None:
    assert compare(rows(1, 2), rows(2, 1), Comparison(order="ignored"), [0]) is None


def test_columns_in_another_order_are_told_apart_from_wrong_ones() -> None:
    found = differ(rows((1, "x"), (2, "y")), rows(("x", 1), ("y", 2)))
    assert found.kind is DifferenceKind.COLUMN_ORDER
    assert (found.rows, found.columns) == (1.0, 1.0)


def test_columns_may_come_in_any_order_when_so_agreed() -> None:
    expected, actual = rows((1, "x"), (2, "y")), rows(("x", 1), ("y", 2))
    assert compare(expected, actual, Comparison(columns="any")) is None


def test_the_order_of_rows_still_counts_when_columns_may_come_in_any_order() -> None:
    expected, actual = rows((1, "x"), (2, "y")), rows(("y", 2), ("x", 1))
    assert differ(expected, actual, Comparison(columns="any"), [0]).kind is DifferenceKind.ROW_ORDER


def test_values_that_swap_between_rows_are_no_other_order_of_columns() -> None:
    found = differ(rows((1, 2), (2, 1), (3, 3)), rows((1, 1), (2, 2), (3, 3)), Comparison(columns="any"))
    assert found.kind is DifferenceKind.COLUMN_VALUES


def test_repeated_rows_count_in_a_bag_and_not_in_a_set() -> None:
    expected, actual = rows(1, 2), rows(1, 1, 2)
    found = differ(expected, actual)
    assert found.kind is DifferenceKind.DUPLICATES
    assert "(1) is there twice, expected once" in found.message
    assert compare(expected, actual, Comparison(duplicates="set")) is None


def test_column_names_count_only_when_required() -> None:
    expected, actual = Result(("total",), ((1,),)), Result(("sum",), ((1,),))
    assert compare(expected, actual, PLAIN) is None
    found = differ(expected, actual, Comparison(column_names="required"))
    assert found.message == "The columns should be named total; got sum."


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        (rows(1, 2, 3), rows(1, 2), "1 row missing, for example (3)."),
        (rows(1), rows(1, 2), "1 row too many, for example (2); expected 1 row in all."),
        (rows(), rows(1), "1 row too many, for example (1); none was expected."),
        (rows(1, 2), rows(), "The result is empty; expected 2 rows, the first (1)."),
        (rows(1, 1), rows(1), "Repeated rows are missing: (1) is there once, expected twice."),
        (rows((1, 2)), rows(1), "Expected 2 columns, got 1."),
        (rows(1, 2), rows(1, 3), "1 row missing, for example (2); 1 not expected, for example (3)."),
        (
            rows(("x", 1), ("y", 0)),
            rows(("x", 1), ("y", None)),
            "Only column 2 (b) differs: expected 0, got NULL, in ('y', 0).",
        ),
        (
            rows(("x", 1)),
            rows(("x", "1")),
            "Only column 2 (b) differs: expected 1, got '1' (a number, not a text), in ('x', 1).",
        ),
    ],
)
def test_a_difference_is_said_in_words(expected: Result, actual: Result, words: str) -> None:
    assert differ(expected, actual).message == words


def test_a_result_with_a_column_too_many_keeps_the_credit_of_the_others() -> None:
    found = differ(rows((1, "x"), (2, "y")), rows((1, "x", 7), (2, "y", 8)))
    assert (found.rows, found.columns) == (1.0, pytest.approx(2 / 3))


def test_half_of_the_rows_are_half_of_the_credit() -> None:
    assert differ(rows(1, 2, 3, 4), rows(1, 2, 8, 9)).rows == 0.5


def test_near_ties_are_paired_whatever_sorting_makes_of_them() -> None:
    expected = rows(("a", 1.0000001, 5.0), ("a", 1.0, 9.0))
    assert compare(expected, rows(("a", 1.0, 5.0), ("a", 1.0000001, 9.0)), PLAIN) is None


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-1e6, 1e6),
    st.decimals(-100, 100, places=2),
    st.sampled_from(["", "a", "b", "NULL"]),
    st.dates(date(2024, 1, 1), date(2024, 1, 9)),
    st.lists(st.integers(0, 3), max_size=2),
)


@st.composite
def tables(draw: st.DrawFn) -> Result:
    width = draw(st.integers(1, 3))
    made = draw(st.lists(st.tuples(*[cells] * width), max_size=8))
    return Result(tuple("abc"[:width]), tuple(made))


@given(tables(), st.randoms(use_true_random=False))
def test_a_result_is_right_in_whatever_order_its_rows_come(table: Result, lots: random.Random) -> None:
    shuffled = list(table.rows)
    lots.shuffle(shuffled)
    assert compare(table, Result(table.columns, tuple(shuffled)), PLAIN) is None


@given(tables(), st.randoms(use_true_random=False))
def test_a_result_is_right_in_whatever_order_its_columns_come(table: Result, lots: random.Random) -> None:
    places = list(range(len(table.columns)))
    lots.shuffle(places)
    turned = tuple(tuple(row[i] for i in places) for row in table.rows)
    assert compare(table, Result(table.columns, turned), Comparison(columns="any")) is None


@given(tables(), tables())
def test_being_the_same_does_not_depend_on_who_is_expected(one: Result, other: Result) -> None:
    assert (compare(one, other, PLAIN) is None) == (compare(other, one, PLAIN) is None)


@given(tables(), tables())
def test_a_difference_has_words_and_shares_within_bounds(one: Result, other: Result) -> None:
    found = compare(one, other, Comparison(order="required"))
    if found is not None:
        assert found.message.endswith(".")
        assert 0 <= found.rows <= 1
        assert 0 <= found.columns <= 1


@given(tables(), st.data())
def test_a_row_that_is_dropped_is_missed(table: Result, data: st.DataObject) -> None:
    if not table.rows:
        return
    at = data.draw(st.integers(0, len(table.rows) - 1))
    fewer = Result(table.columns, table.rows[:at] + table.rows[at + 1 :])
    assert differ(table, fewer).kind in {DifferenceKind.MISSING_ROWS, DifferenceKind.DUPLICATES}


@given(st.lists(st.fractions(-1000, 1000), min_size=1, max_size=30))
def test_noise_below_the_tolerance_is_no_difference(values: list[Fraction]) -> None:
    exact = rows(*(float(value) for value in values))
    noisy = rows(*(float(value) * (1 + 1e-9) for value in values))
    assert compare(exact, noisy, PLAIN) is None
