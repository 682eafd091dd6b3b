"""Whether two lists of rows hold the same rows: as bags, as sets, or in an order where ties may permute."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from athena.domain.result_comparison_cells import is_inexact, plain, rounded_row, same, same_rows
from athena.domain.result_comparison_values import Row

_GREEDY_MOST: Final = 3_000


def same_bag(expected: Sequence[Row], actual: Sequence[Row], tolerance: float) -> bool:
    """Whether both hold the same rows equally often, numbers within the relative ``tolerance``."""
    if len(expected) != len(actual):
        return False
    inexact = _inexact_columns(expected, actual)
    wanted, given = _by_exact_part(expected, inexact), _by_exact_part(actual, inexact)
    if wanted.keys() != given.keys():
        return False
    return all(_same_group(rows, given[key], tolerance) for key, rows in wanted.items())


def same_set(expected: Sequence[Row], actual: Sequence[Row], tolerance: float) -> bool:
    """Whether each row of one has an equal in the other, however often."""
    return _covers(expected, actual, tolerance) and _covers(actual, expected, tolerance)


def first_out_of_order(
    expected: Sequence[Row], actual: Sequence[Row], ties: Sequence[int], tolerance: float
) -> int | None:
    """Return the index of the first row that stands in the wrong group of ties, or None.

    Both hold the same rows; ``ties`` numbers the group of each expected row.
    """
    start = 0
    for _, group in groupby(ties):
        end = start + sum(1 for _ in group)
        if not same_bag(expected[start:end], actual[start:end], tolerance):
            return start + _first_stranger(expected[start:end], actual[start:end], tolerance)
        start = end
    return None


def ties_by_keys(rows: Sequence[Row], keys: Sequence[int], tolerance: float) -> tuple[int, ...]:
    """Number the groups of neighbouring rows that are equal in the columns ``keys``."""
    numbers: list[int] = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        new = before is not None and not all(same(before[key], row[key], tolerance) for key in keys)
        numbers.append((numbers[-1] if numbers else 0) + new)
    return tuple(numbers)


def right_rows(expected: Sequence[Row], actual: Sequence[Row]) -> float:
    """Return the F1 of the rows both hold, 0..1; 1 when both are empty."""
    if not expected and not actual:
        return 1.0
    return 2 * (_counted(expected) & _counted(actual)).total() / (len(expected) + len(actual))


def not_in(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """Return the rows that ``others`` lack, as often as they lack them, in their order."""
    left = Counter(map(rounded_row, others))
    lacking = []
    for row in rows:
        key = rounded_row(row)
        if left[key]:
            left[key] -= 1
        else:
            lacking.append(row)
    return lacking


def _counted(rows: Iterable[Row]) -> Counter[Row]:
    return Counter(map(rounded_row, rows))


def _inexact_columns(*tables: Sequence[Row]) -> frozenset[int]:
    return frozenset(
        index for rows in tables for row in rows for index, value in enumerate(row) if is_inexact(value)
    )


def _by_exact_part(rows: Sequence[Row], inexact: frozenset[int]) -> dict[Row, list[Row]]:
    groups: defaultdict[Row, list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(value is None if i in inexact else plain(value) for i, value in enumerate(row))
        groups[key].append(tuple(row[i] for i in sorted(inexact)))
    return groups


def _same_group(expected: list[Row], actual: list[Row], tolerance: float) -> bool:
    if len(expected) != len(actual):
        return False
    ours, theirs = sorted(expected, key=_sort_key), sorted(actual, key=_sort_key)
    if all(same_rows(a, b, tolerance) for a, b in zip(ours, theirs, strict=True)):
        return True
    return len(ours) <= _GREEDY_MOST and _match_greedily(ours, theirs, tolerance)


def _match_greedily(expected: list[Row], actual: list[Row], tolerance: float) -> bool:
    """Pair rows whose numbers nearly tie, which sorting may have put in different places."""
    left = list(actual)
    for row in expected:
        at = next((i for i, other in enumerate(left) if same_rows(row, other, tolerance)), None)
        if at is None:
            return False
        del left[at]
    return True


def _sort_key(row: Row) -> tuple[tuple[float, str], ...]:
    return tuple(_cell_key(value) for value in row)


def _cell_key(value: object) -> tuple[float, str]:
    if value is None:
        return -math.inf, ""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0.0, repr(value)
    return (-math.inf, "nan") if math.isnan(number) else (number, "")


def _covers(rows: Sequence[Row], others: Sequence[Row], tolerance: float) -> bool:
    known = {rounded_row(row) for row in rows}
    strangers = {key: row for row in others if (key := rounded_row(row)) not in known}
    return all(any(same_rows(row, other, tolerance) for row in rows) for other in strangers.values())


def _first_stranger(expected: Sequence[Row], actual: Sequence[Row], tolerance: float) -> int:
    return next(
        (
            i
            for i, row in enumerate(actual)
            if not any(same_rows(row, other, tolerance) for other in expected)
        ),
        0,
    )
