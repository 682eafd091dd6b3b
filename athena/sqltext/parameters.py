"""The named parameters of a query (``$from``, ``$department``) and what kind of value each stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from sqlglot import Dialect, TokenType, exp
from sqlglot.errors import SqlglotError

from athena.errors import AthenaError
from athena.sqltext.parsing import parse_all


class ParameterKind(StrEnum):
    """What a value is, as far as the widget that asks for it is concerned."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter by its name, without the dollar sign."""

    name: str
    kind: ParameterKind


_DAYS: Final = frozenset({"from", "to", "since", "until", "before", "after", "day", "date", "start", "end"})
_TYPES: Final = (
    (exp.DataType.INTEGER_TYPES, ParameterKind.WHOLE),
    (exp.DataType.NUMERIC_TYPES, ParameterKind.NUMBER),
    ({exp.DataType.Type.DATE}, ParameterKind.DAY),
    (exp.DataType.TEMPORAL_TYPES, ParameterKind.MOMENT),
    ({exp.DataType.Type.BOOLEAN}, ParameterKind.TRUTH),
)


def parameters(sql: str, columns: Mapping[str, str]) -> tuple[Parameter, ...]:
    """Return the parameters in the order they first occur.

    A kind comes from a cast (``$from::DATE``), from the column it is compared with (``columns``: name to
    DuckDB's type), from LIMIT and OFFSET, or from the name; what nothing tells is text.
    """
    types = {name.lower(): type_ for name, type_ in columns.items()}
    try:
        found = [one for tree in parse_all(sql) for one in tree.find_all(exp.Placeholder, bfs=False)]
    except AthenaError:
        return tuple(Parameter(name, _by_name(name)) for name in _written(sql))
    kinds: dict[str, ParameterKind] = {}
    for one in found:
        if name := str(one.this or ""):
            kind = _by_place(one, types)
            kinds[name] = kind or kinds.get(name) or _by_name(name)
    return tuple(Parameter(name, kinds[name]) for name in _written(sql) if name in kinds)


def _written(sql: str) -> Iterable[str]:
    """Return the names behind dollar signs as they are written, each once."""
    try:
        tokens = Dialect.get_or_raise("duckdb").tokenize(sql)
    except SqlglotError:
        return ()
    return dict.fromkeys(
        name.text
        for mark, name in pairwise(tokens)
        if mark.token_type is TokenType.PARAMETER and name.text.isidentifier() and name.start == mark.end + 1
    )


def _by_place(one: exp.Placeholder, types: Mapping[str, str]) -> ParameterKind | None:
    around = one.parent
    if isinstance(around, exp.Cast):
        return _of(around.to)
    if isinstance(around, exp.Limit | exp.Offset):
        return ParameterKind.WHOLE
    if isinstance(around, exp.Predicate | exp.Binary):
        beside = (other for other in around.iter_expressions() if isinstance(other, exp.Column | exp.Cast))
        return next((kind for other in beside if (kind := _beside(other, types))), None)
    return None


def _beside(other: exp.Expr, types: Mapping[str, str]) -> ParameterKind | None:
    if isinstance(other, exp.Cast):
        return _of(other.to)
    type_ = types.get(other.name.lower())
    try:
        return _of(exp.DataType.build(type_, dialect="duckdb")) if type_ else None
    except SqlglotError:
        return None


def _of(type_: exp.DataType) -> ParameterKind | None:
    return next((kind for types, kind in _TYPES if type_.this in types), None)


def _by_name(name: str) -> ParameterKind:
    words = set(name.lower().split("_"))
    return ParameterKind.DAY if words & _DAYS else ParameterKind.TEXT
