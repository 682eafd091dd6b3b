"""The sentences in which a difference between two results is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from athena.domain.result_comparison_cells import as_words, kind, rounded, rounded_row
from athena.domain.result_comparison_rows import not_in, right_rows, same_set
from athena.domain.result_comparison_values import Comparison, Difference, DifferenceKind, Result, Row

_CELLS_SHOWN = 8


def about_column_count(expected: Result, actual: Result) -> Difference:
    """Say that the number of columns is wrong; right columns found by what they hold still count."""
    message = f"Expected {_count(len(expected.columns), 'column')}, got {len(actual.columns)}."
    found = _columns_found(expected, actual)
    share = found / max(len(expected.columns), len(actual.columns), 1)
    return Difference(DifferenceKind.COLUMN_COUNT, message, _rows_on_shared_columns(expected, actual), share)


def about_column_names(expected: Result, actual: Result) -> Difference:
    """Say that the columns are called differently."""
    message = f"The columns should be named {', '.join(expected.columns)}; got {', '.join(actual.columns)}."
    shares = right_rows(expected.rows, actual.rows), _right_columns(expected, actual)
    return Difference(DifferenceKind.COLUMN_NAMES, message, *shares)


def about_column_order(arrangement: Sequence[int], expected: Result) -> Difference:
    """Say that the columns hold the right values in another order."""
    right = ", ".join(str(index + 1) for index in arrangement)
    message = (
        f"The columns are right but in another order: expected {', '.join(expected.columns)}, "
        f"which are your columns {right}."
    )
    return Difference(DifferenceKind.COLUMN_ORDER, message, 1.0, 1.0)


def about_row_order(at: int, expected: Result, actual: Result) -> Difference:
    """Say that the rows are right but in the wrong order, from row index ``at`` on."""
    message = (
        f"The rows are right but in the wrong order: row {at + 1} should be "
        f"{row_words(expected.rows[at])}, got {row_words(actual.rows[at])}."
    )
    return Difference(DifferenceKind.ROW_ORDER, message, 1.0, 1.0)


def about_rows(expected: Result, actual: Result, comparison: Comparison) -> Difference:
    """Say which rows are missing, too many, doubled, or wrong in one column."""
    what, message = _what_differs(expected, actual, comparison)
    return Difference(what, message, right_rows(expected.rows, actual.rows), _right_columns(expected, actual))


def row_words(row: Row) -> str:
    """Return a row as a person writes it, cut when it is long."""
    cells = [as_words(value) for value in row[:_CELLS_SHOWN]]
    return f"({', '.join([*cells, '…'] if len(row) > _CELLS_SHOWN else cells)})"


def _what_differs(expected: Result, actual: Result, comparison: Comparison) -> tuple[DifferenceKind, str]:
    if comparison.duplicates == "bag" and same_set(expected.rows, actual.rows, comparison.tolerance):
        return DifferenceKind.DUPLICATES, _about_duplicates(expected, actual)
    missing, extra = not_in(expected.rows, actual.rows), not_in(actual.rows, expected.rows)
    if extra and not missing:
        return DifferenceKind.EXTRA_ROWS, _about_extra(extra, expected)
    if missing and not extra:
        return DifferenceKind.MISSING_ROWS, _about_missing(missing, actual)
    column = _only_wrong_column(expected, actual)
    if column is not None:
        return DifferenceKind.COLUMN_VALUES, _about_column(column, expected, missing, extra)
    return DifferenceKind.ROWS, _about_both(missing, extra, expected, actual)


def _about_duplicates(expected: Result, actual: Result) -> str:
    wanted, given = _counts(expected.rows), _counts(actual.rows)
    row, is_times = next((key, given[key]) for key in given if given[key] != wanted[key])
    what = (
        "Rows are repeated that should appear once" if is_times > wanted[row] else "Repeated rows are missing"
    )
    if is_times > wanted[row] > 1:
        what = "Rows appear too often"
    shown = next(one for one in actual.rows if rounded_row(one) == row)
    return f"{what}: {row_words(shown)} is there {_times(is_times)}, expected {_times(wanted[row])}."


def _about_extra(extra: Sequence[Row], expected: Result) -> str:
    total = (
        f"; expected {_count(len(expected.rows), 'row')} in all" if expected.rows else "; none was expected"
    )
    return f"{_count(len(extra), 'row')} too many, for example {row_words(extra[0])}{total}."


def _about_missing(missing: Sequence[Row], actual: Result) -> str:
    if not actual.rows:
        return (
            f"The result is empty; expected {_count(len(missing), 'row')}, the first {row_words(missing[0])}."
        )
    return f"{_count(len(missing), 'row')} missing, for example {row_words(missing[0])}."


def _about_column(column: int, expected: Result, missing: Sequence[Row], extra: Sequence[Row]) -> str:
    name = expected.columns[column]
    if not missing or not extra:
        return f"Only column {column + 1} ({name}) differs."
    row, other = missing[0], _partner(missing[0], extra, column)
    kinds = kind(row[column]), kind(other[column])
    note = "" if len({*kinds, "null"}) == 2 or kinds[0] == kinds[1] else f" (a {kinds[0]}, not a {kinds[1]})"
    return (
        f"Only column {column + 1} ({name}) differs: expected {as_words(row[column])}, "
        f"got {as_words(other[column])}{note}, in {row_words(row)}."
    )


def _about_both(missing: Sequence[Row], extra: Sequence[Row], expected: Result, actual: Result) -> str:
    if not missing or not extra:
        return "A value differs by more than rounding."
    counts = f"Expected {_count(len(expected.rows), 'row')}, got {len(actual.rows)}. "
    return (
        f"{counts if len(expected.rows) != len(actual.rows) else ''}{_count(len(missing), 'row')} missing, "
        f"for example {row_words(missing[0])}; {len(extra)} not expected, for example {row_words(extra[0])}."
    )


def _partner(row: Row, others: Sequence[Row], column: int) -> Row:
    """Return the row that equals ``row`` but for one column, or the first."""
    key = _without(row, column)
    return next((other for other in others if _without(other, column) == key), others[0])


def _only_wrong_column(expected: Result, actual: Result) -> int | None:
    """Return the one column without which both results hold the same rows, or None."""
    width = len(expected.columns)
    if width < 2 or len(expected.rows) != len(actual.rows):
        return None
    for column in range(width):
        wanted = Counter(_without(row, column) for row in expected.rows)
        if wanted == Counter(_without(row, column) for row in actual.rows):
            return column
    return None


def _without(row: Row, column: int) -> Row:
    return rounded_row(row[:column] + row[column + 1 :])


def _right_columns(expected: Result, actual: Result) -> float:
    wanted, given = _column_counts(expected), _column_counts(actual)
    right = sum(one == other for one, other in zip(wanted, given, strict=True))
    return right / max(len(wanted), 1)


def _columns_found(expected: Result, actual: Result) -> int:
    return len(_shared_columns(expected, actual))


def _shared_columns(expected: Result, actual: Result) -> list[tuple[int, int]]:
    """Return the pairs of an expected and an actual column that hold the same values."""
    given = list(enumerate(_column_counts(actual)))
    pairs = []
    for index, wanted in enumerate(_column_counts(expected)):
        at = next((i for i, (_, column) in enumerate(given) if column == wanted), None)
        if at is not None:
            pairs.append((index, given.pop(at)[0]))
    return pairs


def _rows_on_shared_columns(expected: Result, actual: Result) -> float:
    pairs = _shared_columns(expected, actual)
    if not pairs:
        return 0.0
    wanted = [tuple(row[i] for i, _ in pairs) for row in expected.rows]
    given = [tuple(row[j] for _, j in pairs) for row in actual.rows]
    return right_rows(wanted, given)


def _column_counts(result: Result) -> list[Counter[object]]:
    return [Counter(rounded(row[index]) for row in result.rows) for index in range(len(result.columns))]


def _counts(rows: Sequence[Row]) -> Counter[Row]:
    return Counter(map(rounded_row, rows))


def _times(count: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
