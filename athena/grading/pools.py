"""The values made-up rows are drawn from: the sample's, those the reference names, and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from athena.sqltext.schema import Kind, TableColumn

_WORDS: Final = ("alpha", "bravo", "carol", "delta", "echo", "foxtrot", "golf", "hotel", "india")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?")
_FIRST_DAY: Final = date(2024, 1, 1)
_STEPS: Final = (-366, -31, -1, 0, 1, 7, 31, 365)
_TIMES: Final = ("00:00:00", "00:00:01", "12:30:00", "23:59:59")


@dataclass(frozen=True, slots=True)
class Seeds:
    """The reference's strings and numbers, and the sample's values by (table, column)."""

    texts: frozenset[str]
    numbers: frozenset[float]
    sample: Mapping[tuple[str, str], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Source:
    """What one column's values are made of; ``times`` is how often those the reference names come."""

    seeds: Seeds
    sample: Sequence[object]
    lots: Random
    times: int
    column: TableColumn


def pool(table: str, column: TableColumn, seeds: Seeds, lots: Random, *, focused: bool) -> list[object]:
    """Return the values to draw from for a column; ``focused``: those the reference names come more often."""
    if column.values:
        return list(column.values)
    sample = seeds.sample.get((table, column.name.lower()), ())
    maker = _MAKERS.get(_kind(column, sample))
    return maker(_Source(seeds, sample, lots, 3 if focused else 1, column)) if maker else list(sample)


def _kind(column: TableColumn, sample: Sequence[object]) -> Kind:
    """Return the column's kind; text that holds days in the sample is a day."""
    days = column.kind is Kind.TEXT and sample and all(_DAY.fullmatch(str(value)) for value in sample)
    if not days:
        return column.kind
    return Kind.DATE if all(len(str(value)) == len("2024-01-01") for value in sample) else Kind.TIMESTAMP


def _integers(source: _Source) -> list[object]:
    named = [int(number) for number in source.seeds.numbers if abs(number) < 1e9] or [1, 5]
    near = [number + step for number in named for step in (-1, 1)]
    made = [source.lots.randint(0, 6) for _ in range(3)] + [source.lots.randint(0, 3000)]
    least = min((int(str(v)) for v in source.sample if str(v).lstrip("-").isdigit()), default=0)
    return [v for v in [*named * source.times, *near, *made] if v >= min(least, 0)] + list(source.sample)


def _reals(source: _Source) -> list[object]:
    whole = [float(str(value)) for value in _integers(replace(source, sample=()))]
    exact = [number for number in source.seeds.numbers if number != int(number)]
    return [*whole, *exact * source.times, round(source.lots.uniform(0, 1000), 2), *source.sample]


def _texts(source: _Source) -> list[object]:
    named = sorted(
        {text.replace("%", "").replace("_", "x") for text in source.seeds.texts if not _DAY.fullmatch(text)}
    )
    near = [made for text in named for made in (f"x{text}y", text.lower())]
    if "NOCASE" in source.column.type:
        near = [f"x{text}y" for text in named]
    return [
        *named * source.times,
        *near,
        *source.lots.sample(_WORDS, 2 if source.sample else 4),
        *source.sample,
    ]


def _days(source: _Source) -> list[object]:
    named = list(_read_days(source.seeds.texts)) or list(_read_days(map(str, source.sample)))[:4]
    return [
        base + timedelta(days=step)
        for base in (named or [_FIRST_DAY])
        for step in _STEPS
        for _ in range(source.times)
        if 1 <= base.toordinal() + step <= date.max.toordinal()
    ]


def _moments(source: _Source) -> list[object]:
    days = _days(replace(source, times=1))
    return [f"{day} {source.lots.choice(_TIMES)}" for day in days] + list(source.sample)


def _booleans(_: _Source) -> list[object]:
    return [True, False]


def _times(source: _Source) -> list[object]:
    return [*_TIMES, *source.sample]


def _read_days(texts: Iterable[str]) -> Iterable[date]:
    for text in sorted(texts):
        if _DAY.fullmatch(text):
            try:
                yield date.fromisoformat(text[:10])
            except ValueError:
                continue


_MAKERS: Final = {
    Kind.INTEGER: _integers,
    Kind.REAL: _reals,
    Kind.TEXT: _texts,
    Kind.DATE: _days,
    Kind.TIMESTAMP: _moments,
    Kind.TIME: _times,
    Kind.BOOLEAN: _booleans,
}


def literal(value: object) -> str:
    """Return a value as it is written in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = value.isoformat(" ") if isinstance(value, datetime) else str(value)
    return "'" + text.replace("'", "''") + "'"
