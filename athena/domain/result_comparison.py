"""Compare the result of a query with the expected one, and say in words how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from athena.domain.result_comparison_cells import rounded
from athena.domain.result_comparison_rows import (
    first_out_of_order,
    same_bag,
    same_set,
    ties_by_keys,
)
from athena.domain.result_comparison_values import Comparison, Difference, DifferenceKind, Result, Row
from athena.domain.result_comparison_words import (
    about_column_count,
    about_column_names,
    about_column_order,
    about_row_order,
    about_rows,
)

__all__ = ["Comparison", "Difference", "DifferenceKind", "Result", "compare"]

_ARRANGEMENTS = 200


def compare(
    expected: Result, actual: Result, comparison: Comparison, order_keys: Sequence[int] | None = None
) -> Difference | None:
    """Return how ``actual`` differs from ``expected``, or None when it is right.

    ``order_keys`` are the indexes of the reference's columns its ORDER BY names, or None when it has
    none. Order counts on these only, so that ties may permute; where the reference sorts by what it does
    not select, ``expected.ties`` says which rows tie. "required" without either wants the very sequence.
    """
    if len(expected.columns) != len(actual.columns):
        return about_column_count(expected, actual)
    if comparison.column_names == "required" and _names(expected) != _names(actual):
        return about_column_names(expected, actual)
    if _same_rows(expected.rows, actual.rows, comparison):
        return _order(expected, actual, comparison, order_keys)
    for arrangement in islice(_arrangements(expected, actual, comparison), _ARRANGEMENTS):
        arranged = Result(expected.columns, tuple(_pick(row, arrangement) for row in actual.rows))
        if _same_rows(expected.rows, arranged.rows, comparison):
            if comparison.columns == "any":
                return _order(expected, arranged, comparison, order_keys)
            return about_column_order(arrangement, expected)
    return about_rows(expected, actual, comparison)


def _same_rows(expected: Sequence[Row], actual: Sequence[Row], comparison: Comparison) -> bool:
    if len(expected) == len(actual) and expected == actual:
        return True
    same = same_set if comparison.duplicates == "set" else same_bag
    return same(expected, actual, comparison.tolerance)


def _order(
    expected: Result, actual: Result, comparison: Comparison, order_keys: Sequence[int] | None
) -> Difference | None:
    """Return the difference in the order of rows that are otherwise right."""
    ties = _ties(expected, comparison, order_keys)
    if ties is None or expected.rows == actual.rows or len(actual.rows) != len(expected.rows):
        return None
    at = first_out_of_order(expected.rows, actual.rows, ties, comparison.tolerance)
    return None if at is None else about_row_order(at, expected, actual)


def _ties(
    expected: Result, comparison: Comparison, order_keys: Sequence[int] | None
) -> tuple[int, ...] | None:
    if comparison.order == "ignored":
        return None
    if expected.ties is not None:
        return expected.ties
    if order_keys is not None:
        return ties_by_keys(expected.rows, order_keys, comparison.tolerance)
    return tuple(range(len(expected.rows))) if comparison.order == "required" else None


def _names(result: Result) -> list[str]:
    return [name.lower() for name in result.columns]


def _arrangements(expected: Result, actual: Result, comparison: Comparison) -> Iterator[tuple[int, ...]]:
    """Yield the ways to put the actual columns in another order that fit column by column."""
    wanted = _columns(expected, comparison)
    given = _columns(actual, comparison)
    choices = [[j for j, column in enumerate(given) if column == one] for one in wanted]
    return (one for one in _choose(choices, ()) if one != tuple(range(len(wanted))))


def _choose(choices: Sequence[Sequence[int]], taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(taken) == len(choices):
        yield taken
        return
    for index in choices[len(taken)]:
        if index not in taken:
            yield from _choose(choices, (*taken, index))


def _columns(result: Result, comparison: Comparison) -> list[Counter[object]]:
    """Return what each column holds, for a first look at which may stand for which."""
    columns = [Counter(rounded(row[index]) for row in result.rows) for index in range(len(result.columns))]
    if comparison.duplicates == "set":
        return [Counter(set(column)) for column in columns]
    return columns


def _pick(row: Row, arrangement: Sequence[int]) -> Row:
    return tuple(row[index] for index in arrangement)
