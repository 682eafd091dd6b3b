"""One value of a result: which kind it is, and when two of them are the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from athena.domain.result_comparison_values import Row

_SMALL: Final = 1e-9
_DIGITS: Final = 6


def kind(value: object) -> str:
    """Return the kind of a value: null, number, moment, text, list, map or the name of its type."""
    if value is None:
        return "null"
    if isinstance(value, bool | int | float | Decimal):
        return "number"
    if isinstance(value, date):
        return "moment"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list | tuple):
        return "list"
    return "map" if isinstance(value, dict) else type(value).__name__


def same(left: object, right: object, tolerance: float) -> bool:
    """Whether two values are the same: NULL is NULL, 1 is 1.0 and true, a day is its midnight."""
    kinds = {kind(left), kind(right)}
    if kinds == {"number"}:
        return _close(left, right, tolerance)
    if kinds == {"list"}:
        return _same_lists(left, right, tolerance)
    return plain(left) == plain(right)


def same_rows(left: Sequence[object], right: Sequence[object], tolerance: float) -> bool:
    """Whether two rows hold the same values in the same places."""
    return len(left) == len(right) and all(same(a, b, tolerance) for a, b in zip(left, right, strict=True))


def plain(value: object) -> object:
    """Return a hashable stand-in; equal for values that are the same but for the noise of floats."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float | Decimal):
        return _plain_number(value)
    if isinstance(value, date):
        return _moment(value)
    if isinstance(value, list | tuple):
        return ("list", *(plain(item) for item in value))
    if isinstance(value, dict):
        return ("map", *sorted((repr(name), plain(item)) for name, item in value.items()))
    return value


def rounded(value: object) -> object:
    """Return ``plain`` with numbers at six digits: near numbers fall together nearly always."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _at_six_digits(value)
    if isinstance(value, list | tuple):
        return ("list", *(rounded(item) for item in value))
    return plain(value)


def rounded_row(row: Row) -> Row:
    """Return a row whose values are ``rounded``."""
    return tuple(rounded(value) for value in row)


def is_inexact(value: object) -> bool:
    """Whether a value is a float or a decimal, or a list that may hold one."""
    return isinstance(value, float | Decimal | list | tuple)


def as_words(value: object) -> str:
    """Return a value as a person writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 40 else f"'{value[:39]}…'"
    if isinstance(value, date | time | timedelta | Decimal):
        return str(value)
    return repr(value)[:60]


def _close(left: object, right: object, tolerance: float) -> bool:
    if left == right:
        return True
    try:
        one, other = float(left), float(right)  # type: ignore[arg-type]
    except OverflowError:
        return False
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if isinstance(left, int) and isinstance(right, int):
        return False
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=_SMALL)


def _same_lists(left: object, right: object, tolerance: float) -> bool:
    assert isinstance(left, list | tuple)  # noqa: S101 (kind said so)
    assert isinstance(right, list | tuple)  # noqa: S101 (kind said so)
    return same_rows(left, right, tolerance)


def _plain_number(value: float | Decimal) -> object:
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else float(value)
    return int(value) if value == int(value) else float(value)


def _at_six_digits(value: float | Decimal) -> object:
    if isinstance(value, int) or not math.isfinite(value):
        return _plain_number(value) if not isinstance(value, int) else value
    number = float(f"{float(value):.{_DIGITS}g}")
    whole = round(float(value))
    return whole if math.isclose(float(value), whole, rel_tol=1e-6, abs_tol=_SMALL) else number


def _moment(value: date) -> str:
    """Return a day or a moment as ISO text; midnight is the day itself."""
    if not isinstance(value, datetime):
        return value.isoformat()
    text = value.isoformat(" ")
    return text.removesuffix(" 00:00:00")
